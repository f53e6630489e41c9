using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Tests.Consumers.Mutations;

/// <summary>
/// Makes mutations of the table of keys: every value that does not belong there, in every key. Of so many a run takes a part,
/// the same in every run, with each kind in it.
/// </summary>
internal static class MutationSource
{
    private static readonly string[] Addresses =
        ["addr", "address", "_lan", "_wan", "addresses.http", "addresses.https", "addresses.dns", "addresses.grpc", "_ipv4", "_ipv6"];

    /// <summary>What these mean hangs on the agent's role.</summary>
    private static readonly string[] ByRole =
    [
        "advertise_reconnect_timeout", "auto_config.enabled", "auto_encrypt.allow_tls", "auto_encrypt.tls", "bootstrap", "bootstrap_expect",
        "connect.enable_mesh_gateway_wan_federation", "ports.http", "ports.serf_lan", "ports.serf_wan", "ports.server", "primary_gateways",
        "protocol", "raft_protocol", "rpc.enable_streaming", "server", "use_streaming_backend",
    ];

    /// <summary>Those that a table of types does not think of: a key and what it is given.</summary>
    private static readonly (string Path, string Value)[] Chosen =
    [
        ("acl.default_policy", "\"perhaps\""),
        ("acl.down_policy", "\"async-cache\""),
        ("acl_datacenter", "\"dc 1\""),
        ("acl_datacenter", "\"DC1\""),
        ("addresses.dns", "\"unix:///run/dns.sock\""),
        ("addresses.http", "\"127.0.0.1 127.0.0.1\""),
        ("addresses.http", "\"unix:///run/http.sock 127.0.0.1\""),
        ("advertise_addr", "\"0.0.0.0\""),
        ("advertise_addr", "\"10.0.0.1 10.0.0.2\""),
        ("advertise_addr_ipv4", "\"::1\""),
        ("advertise_addr_ipv6", "\"10.0.0.1\""),
        ("advertise_addr_wan_ipv4", "\"0.0.0.0\""),
        ("advertise_reconnect_timeout", "\"10s\""),
        ("alt_domain", "\"service.here\""),
        ("alt_domain", "\"dc1.here\""),
        ("auto_config.enabled", "true"),
        ("auto_encrypt.allow_tls", "true"),
        ("auto_encrypt.tls", "true"),
        ("autopilot.max_trailing_logs", "-1"),
        ("autopilot.min_quorum", "-1"),
        ("bind_addr", "\"[::1]\""),
        ("bind_addr", "\"127.0.0.1:80\""),
        ("bind_addr", "\"{{ GetInterfaceIP lo }}\""),
        ("bind_addr", "\"::1\""),
        ("bind_addr", "\"localhost\""),
        ("bootstrap", "true"),
        ("bootstrap_expect", "-1"),
        ("bootstrap_expect", "0"),
        ("bootstrap_expect", "3"),
        ("cache.entry_fetch_max_burst", "0"),
        ("cache.entry_fetch_rate", "0"),
        ("check.alias_node", "\"bogus\""),
        ("check.args", "[\"/bin/true\"]"),
        ("check.failures_before_critical", "-1"),
        ("check.interval", "\"0s\""),
        ("check.output_max_size", "-1"),
        ("check.script", "\"/bin/true\""),
        ("check.service_id", "\"bogus\""),
        ("check.status", "\"fine\""),
        ("check.ttl", "\"15s\""),
        ("check_output_max_size", "0"),
        ("client_addr", "\"127.0.0.1 127.0.0.1\""),
        ("client_addr", "\"127.0.0.1,127.0.0.2\""),
        ("client_addr", "\"{{ GetPrivateIP \""),
        ("client_addr", "\"{{ GetInterfaceIP \\\"lo }}\""),
        ("client_addr", "\"{{ GetInterfaceIP \\\"lo\\\" }}\""),
        ("client_addr", "\"{{ GetNothing }}\""),
        ("client_addr", "\"{{ /* nothing */ }}127.0.0.1\""),
        ("client_addr", "\"{{/* nothing */}}127.0.0.1\""),
        ("client_addr", "\"{{- printf `127.0.0.%d` 1 -}}\""),
        ("client_addr", "\"{{}}\""),
        ("config_entries.bootstrap", "[{\"kind\":\"proxy-defaults\",\"name\":\"global\"}]"),
        ("config_entries.bootstrap", "[{\"kind\":\"nothing\",\"name\":\"global\"}]"),
        ("config_entries.bootstrap", "[{\"kind\":\"proxy-defaults\",\"name\":\"other\"}]"),
        ("connect.ca_provider", "\"other\""),
        ("connect.enable_mesh_gateway_wan_federation", "true"),
        ("datacenter", "\"DC1\""),
        ("datacenter", "\"dc.1\""),
        ("data_dir", "\"/dev/null\""),
        ("dns_config.a_record_limit", "-1"),
        ("dns_config.recursor_strategy", "\"any\""),
        ("dns_config.soa.refresh", "-1"),
        ("dns_config.udp_answer_limit", "-1"),
        ("encrypt", "\"pUqJrVyVRj5jsiYEkM_tFQYfWyJIv4s3XkvDwy7Cu5s=\""),
        ("encrypt", "\"pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s\""),
        ("encrypt", "\"pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=\""),
        ("encrypt", "\"c2hvcnQ=\""),
        ("http_config.allow_write_http_from", "[\"10.0.0.0/8\", \"10.0.0.1\"]"),
        ("license_poll_max_time", "\"10\""),
        ("limits.http_max_conns_per_client", "100000000"),
        ("limits.kv_max_value_size", "-1"),
        ("log_level", "\"LOUD\""),
        ("node_id", "\"09d82408-bc4f-49e0-5555-61ef1d4842f7\""),
        ("node_id", "\"09d82408\""),
        ("node_meta", "{\"consul-x\":\"a\"}"),
        ("node_meta", "{\"a b\":\"a\"}"),
        ("node_meta", "{\"\":\"a\"}"),
        ("node_name", "\"\""),
        ("node_name", "\"a/b\""),
        ("node_name", "\"a b\""),
        ("performance.raft_multiplier", "0"),
        ("performance.raft_multiplier", "11"),
        ("pid_file", "\"\""),
        ("ports.dns", "8500"),
        ("ports.grpc", "8500"),
        ("ports.http", "8300"),
        ("ports.http", "8302"),
        ("ports.https", "8500"),
        ("ports.serf_lan", "8300"),
        ("ports.serf_lan", "8302"),
        ("ports.serf_lan", "-1"),
        ("ports.serf_wan", "-1"),
        ("ports.server", "0"),
        ("ports.server", "70000"),
        ("ports.expose_max_port", "1000"),
        ("ports.proxy_max_port", "1000"),
        ("ports.sidecar_max_port", "1000"),
        ("primary_datacenter", "\"dc 1\""),
        ("primary_gateways", "[\"\"]"),
        ("primary_gateways", "[\"10.0.0.1:443\"]"),
        ("protocol", "1"),
        ("raft_protocol", "2"),
        ("recursors", "[\"0.0.0.0\"]"),
        ("recursors", "[\"unix:///run/dns.sock\"]"),
        ("recursors", "[\"dns.example.com\"]"),
        ("retry_join", "[\"{{ GetPrivateIP \"]"),
        ("rpc.enable_streaming", "true"),
        ("segment", "\"alpha\""),
        ("segments", "[{\"name\":\"alpha\",\"port\":8303}]"),
        ("serf_lan", "\"0.0.0.0 ::\""),
        ("serf_lan_allowed_cidrs", "[\"10.0.0.0\"]"),
        ("server", "true"),
        ("server", "false"),
        ("service", "{\"name\":\"db\",\"port\":1}"),
        ("service", "{\"port\":1}"),
        ("service.checks", "[{\"name\":\"nothing\"}]"),
        ("service.connect.sidecar_service", "{\"id\":\"x\"}"),
        ("service.connect.sidecar_service", "{\"connect\":{\"sidecar_service\":{}}}"),
        ("service.connect.sidecar_service", "{}"),
        ("service.kind", "\"connect-proxy\""),
        ("service.kind", "\"ingress-gateway\""),
        ("service.kind", "\"mesh-gateway\""),
        ("service.kind", "\"other\""),
        ("service.meta", "{\"a b\":\"a\"}"),
        ("service.name", "\"\""),
        ("service.name", "\"a_b\""),
        ("service.port", "70000"),
        ("service.port", "-1"),
        ("service.proxy.destination_service_name", "\"\""),
        ("service.proxy.expose.paths", "[{\"path\":\"a\",\"local_path_port\":80,\"listener_port\":81}]"),
        ("service.proxy.mesh_gateway.mode", "\"far\""),
        ("service.proxy.upstreams", "[{\"destination_name\":\"a\",\"local_bind_port\":1},{\"destination_name\":\"b\",\"local_bind_port\":1}]"),
        ("service.proxy.upstreams", "[{\"destination_name\":\"a\"}]"),
        ("service.proxy.upstreams", "[{\"local_bind_port\":1}]"),
        ("service.socket_path", "\"/run/web.sock\""),
        ("service.tagged_addresses", "{\"lan_ipv4\":{\"address\":\"::1\",\"port\":80}}"),
        ("service.tagged_addresses", "{\"lan\":{\"address\":\"\",\"port\":80}}"),
        ("service.weights", "{\"passing\":0,\"warning\":1}"),
        ("service.weights", "{\"passing\":1,\"warning\":-1}"),
        ("service.weights", "{\"passing\":70000,\"warning\":1}"),
        ("tagged_addresses", "{\"lan\":\"10.0.0.1\"}"),
        ("telemetry.circonus_submission_interval", "\"10 s\""),
        ("telemetry.prefix_filter", "[\"consul\"]"),
        ("tls_cipher_suites", "\"TLS_NOTHING\""),
        ("tls_min_version", "\"tls9\""),
        ("ui_config.content_path", "\"/v1/\""),
        ("ui_config.dir", "\"/usr/share/ui\""),
        ("ui_config.metrics_provider", "\"a b\""),
        ("ui_config.metrics_provider_options_json", "\"[]\""),
        ("ui_content_path", "\"/a b/\""),
        ("ui_content_path", "\"/v1/\""),
        ("unix_sockets.mode", "\"rw\""),
        ("use_streaming_backend", "true"),
        ("verify_incoming", "true"),
        ("verify_incoming_https", "true"),
        ("watches", "[{\"type\":\"nothing\",\"args\":[\"/bin/true\"]}]"),
        ("watches", "[{\"args\":[\"/bin/true\"]}]"),
    ];

    /// <summary>The chosen ones, and of the others as many as to make up the count.</summary>
    public static IReadOnlyList<Mutation> Take(ConsulVersion version, bool hasProxy, int count)
    {
        // What a release does not know is tried often enough below.
        var chosen = Chosen.Where(c => AgentKeys.Instance.Find(c.Path)?.IsKnownTo(version) ?? true)
            .SelectMany(c => Roles(c.Path).Select(role => new Mutation(role, "chosen", c.Path, c.Value)))
            .ToList();
        var others = AgentKeys.Instance.All
            .Where(k => !k.IsInternal)
            .SelectMany(k => Of(k, version))
            .GroupBy(m => m.Kind, StringComparer.Ordinal)
            .SelectMany(kind => kind.OrderBy(Order).ThenBy(m => m.ToString(), StringComparer.Ordinal).Select((mutation, rank) => (mutation, rank)))
            .OrderBy(m => m.rank)
            .ThenBy(m => m.mutation.Kind, StringComparer.Ordinal)
            .Select(m => m.mutation);
        return [.. chosen.Concat(others).Where(m => hasProxy || !m.Path.StartsWith("service.proxy", StringComparison.Ordinal)).Take(count)];
    }

    private static string[] Roles(string path) => ByRole.Contains(path) ? ["server", "client"] : [RoleOf(path)];

    /// <summary>One of the two, so that both have their share.</summary>
    private static string RoleOf(string path) => path.Length % 2 == 0 ? "server" : "client";

    private static IEnumerable<Mutation> Of(AgentKey key, ConsulVersion version)
    {
        var role = RoleOf(key.Path);
        var valid = Valid(key);
        yield return new Mutation(role, key.IsKnownTo(version) ? "set" : "other-version", key.Path, valid);
        // What stands below or in place of a key that the release does not know is the same mistake.
        if (!key.IsKnownTo(version)) yield break;
        if (key.Name.Length > 4)
        {
            yield return new Mutation(role, "misspelt", key.Path, valid) { Rename = key.Name[..^3] + key.Name[^1] + key.Name[^2] + "x" };
            yield return new Mutation(role, "upper-case", key.Path, valid) { Rename = key.Name.ToUpperInvariant() };
            yield return new Mutation(role, "upper-case-beside", key.Path, valid) { Rename = key.Name.ToUpperInvariant(), Beside = true };
            yield return new Mutation(role, "unknown", key.Path[..^key.Name.Length] + "our_" + key.Name, "true");
            if (key.Name.Contains('_', StringComparison.Ordinal))
                yield return new Mutation(role, "camel-case", key.Path, valid) { Rename = key.Name.Replace("_", "", StringComparison.Ordinal) };
        }

        foreach (var (kind, value) in Values(key)) yield return new Mutation(role, kind, key.Path, value);
    }

    private static IEnumerable<(string Kind, string Value)> Values(AgentKey key)
    {
        var isList = key.Type.StartsWith("list<", StringComparison.Ordinal);
        var isMap = key.Type.StartsWith("map<", StringComparison.Ordinal) || key.Type.StartsWith("object", StringComparison.Ordinal);
        var isNumber = key.Type is "int" or "uint" or "float";
        if (key.Type is "any" or "key") yield break;
        if (key.Type is not ("string" or "duration")) yield return ("string-instead", "\"text\"");
        if (!isNumber) yield return ("number-instead", "7");
        if (key.Type != "bool") yield return ("flag-instead", "true");
        if (!isList) yield return ("list-instead", "[\"a\", \"b\"]");
        if (!isMap && !isList) yield return ("list-of-one", $"[{Valid(key)}]");
        if (!isMap) yield return ("map-instead", "{\"a\":\"b\"}");
        if (isMap) yield return ("map-in-list", $"[{Valid(key)}]");
        if (isMap) yield return ("maps-in-list", $"[{Valid(key)},{Valid(key)}]");
        if (isMap || isList) yield return ("empty", isMap ? "{}" : "[]");
        switch (key.Type)
        {
            case "int" or "uint":
                yield return ("quoted", "\"7\"");
                yield return ("fraction", "7.5");
                yield return ("negative", "-1");
                yield return ("zero", "0");
                yield return ("large", "70000");
                yield return ("vast", "99999999999999999999");
                break;
            case "float":
                yield return ("quoted", "\"7.5\"");
                yield return ("negative", "-0.5");
                break;
            case "bool":
                yield return ("quoted", "\"true\"");
                break;
            case "duration":
                yield return ("no-unit", "\"10\"");
                yield return ("days", "\"1d\"");
                yield return ("blank", "\"10 s\"");
                yield return ("negative", "\"-5s\"");
                yield return ("empty", "\"\"");
                yield return ("long", "\"1h30m\"");
                break;
            case "string":
                yield return ("empty", "\"\"");
                yield return ("word", "\"bogus\"");
                if (!Addresses.Any(a => key.Path.EndsWith(a, StringComparison.Ordinal))) break;
                yield return ("any-address", "\"0.0.0.0\"");
                yield return ("brackets", "\"[::1]\"");
                yield return ("octet", "\"256.1.1.1\"");
                yield return ("with-port", "\"10.0.0.1:80\"");
                break;
            case "list<string>":
                yield return ("list-of-numbers", "[7]");
                yield return ("list-of-empty", "[\"\"]");
                yield return ("list-of-words", "[\"bogus\"]");
                break;
            case "map<string,string>":
                yield return ("map-of-numbers", "{\"a\":7}");
                yield return ("map-of-maps", "{\"a\":{\"b\":\"c\"}}");
                break;
        }
    }

    private static string Valid(AgentKey key) => key switch
    {
        { Example: { } example } => example,
        { Values: [var first, ..] } => $"\"{first}\"",
        { Type: "bool" } => "true",
        { Type: "int" or "uint" } => "5",
        { Type: "float" } => "1.5",
        { Type: "duration" } => "\"10s\"",
        { Type: "list<string>" } => "[\"a\"]",
        { Type: "map<string,string>" or "map<string,any>" } => "{\"a\":\"b\"}",
        { Type: "map<string,object>" } => "{\"a\":{}}",
        _ when key.Type.StartsWith("list<", StringComparison.Ordinal) => "[{}]",
        _ when key.Type.StartsWith("object", StringComparison.Ordinal) => "{}",
        _ => "\"a\"",
    };

    /// <summary>As if by chance, but the same on every machine (FNV-1a).</summary>
    private static uint Order(Mutation mutation) => mutation.ToString().Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}
