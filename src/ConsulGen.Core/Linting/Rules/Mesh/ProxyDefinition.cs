using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Mesh;

internal sealed class ProxyDefinition()
    : LintRule("proxy-definition", Severity.Error, "A proxy or gateway of the service mesh lacks what it needs, or has what it cannot have")
{
    private const string Refuses = "Consul refuses the configuration";

    public override void Check(Topology topology, Report report)
    {
        // Consul looks at proxies since it has the key.
        foreach (var defined in topology.Definitions)
            foreach (var service in defined.Services)
                if ((service["connect"] ?? service["kind"]) is not null && defined.Agent.Version.Has(Feature.ConnectInServices))
                    Check(defined.Agent, service, report);
    }

    private static void Check(Agent agent, MapValue service, Report report)
    {
        CheckConnect(service.Map("connect"), Tell);
        switch (service.Text("kind"))
        {
            case "connect-proxy":
                CheckProxy(agent, service, Tell);
                break;
            case "mesh-gateway" when agent.Version.Has(Feature.MeshGateways):
            case "ingress-gateway" or "terminating-gateway" when agent.Version.Has(Feature.IngressAndTerminatingGateways):
                CheckGateway(service, Tell);
                break;
        }

        void Tell(Value? value, string message, string help) =>
            report(
                (value is { Span.Exists: true }
                    ? value.Span
                    : service.Span.Exists ? service.Span
                    : service.Entries.Select(e => e.KeySpan).FirstOrDefault(s => s.Exists)).PlaceOr(
                    agent),
                message,
                help);
    }

    private delegate void Teller(Value? value, string message, string help);

    private static void CheckConnect(MapValue connect, Teller tell)
    {
        if (connect.Flag("native") == true && connect["proxy"] is MapValue managed)
            tell(managed, $"the service speaks Connect by itself (native), and has a managed proxy too: {Refuses}", "keep one of the two");
        if (connect["sidecar_service"] is not MapValue sidecar) return;
        if (DefinitionKeys.Has(sidecar, "id"))
            tell(
                sidecar["id"],
                $"the sidecar_service has an id, but Consul gives it one: {Refuses}",
                "remove it: the id is the service's with -sidecar-proxy behind it");
        if (sidecar.At("connect", "sidecar_service") is MapValue nested)
            tell(nested, $"the sidecar_service has a sidecar_service of its own: {Refuses}", "remove it");
        // Validate and the agent pass over these: it is the servers that refuse the sidecar (run with 1.6.5 and 1.10.11).
        CheckUpstreams(sidecar.Map("proxy"), "the agent starts, but the servers refuse the sidecar again and again", tell);
    }

    private static void CheckProxy(Agent agent, MapValue service, Teller tell)
    {
        var proxy = service.Map("proxy");
        if (!DefinitionKeys.Has(proxy, "destination_service_name"))
            tell(service["kind"], $"the connect-proxy does not say for which service it is: {Refuses}", "name the service in proxy.destination_service_name");
        else if (agent.Version.Has(Feature.ProxyForAllRefused) && proxy.Text("destination_service_name") == "*")
            tell(proxy["destination_service_name"], $"the connect-proxy is for \"*\", but can be for one service only: {Refuses}", "name the service");
        if (service["port"] is null or ScalarValue { Text: "0" } && !DefinitionKeys.Has(service, "socket_path"))
            tell(service["kind"], $"the connect-proxy has no port: {Refuses}", "give it the port at which it listens");
        if (service.Map("connect").Flag("native") == true)
            tell(service["connect"], $"the connect-proxy is native too, which only a plain service can be: {Refuses}", "remove connect.native");
        CheckUpstreams(proxy, Refuses, tell);
        CheckPaths(agent, proxy, tell);
    }

    private static void CheckUpstreams(MapValue proxy, string refusal, Teller tell)
    {
        if (proxy["upstreams"] is not ListValue upstreams) return;
        var targets = new HashSet<string>(StringComparer.Ordinal);
        var binds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var upstream in upstreams.Items.OfType<MapValue>())
        {
            var name = upstream.Text("destination_name") ?? "";
            var port = upstream.Number("local_bind_port") ?? 0;
            var socket = upstream.Text("local_bind_socket_path") ?? "";
            // Those that a secret stands for are not known.
            if (name.Length == 0 && upstream["destination_name"] is not SecretValue)
                tell(upstream, $"the upstream has no destination_name: {refusal}", "name the service that it leads to");
            if (port == 0 && socket.Length == 0)
                tell(upstream, $"the upstream has no local_bind_port: {refusal}", "give it a port at which the service finds it");
            else if (port != 0 && socket.Length > 0)
                tell(upstream["local_bind_socket_path"], $"the upstream has a local_bind_port and a local_bind_socket_path: {refusal}", "keep one of the two");
            else if (!binds.Add(socket.Length > 0 ? socket : Bind(upstream, port)))
                tell(
                    upstream,
                    $"two upstreams are at {(socket.Length > 0 ? Shortened.Of(socket) : Bind(upstream, port))}: {refusal}",
                    "give one of them another local_bind_port");
            if (name.Length > 0
                && !targets.Add(string.Join(
                    '\n',
                    ((ImmutableArray<string>)["destination_type", "destination_namespace", "destination_partition", "destination_peer", "datacenter"])
                        .Select(k => k == "destination_type" && !DefinitionKeys.Has(upstream, k) ? "service" : upstream.Text(k) ?? "")
                        .Append(name))))
                tell(upstream, $"two upstreams lead to \"{Shortened.Of(name)}\": {refusal}", "remove one");
            if (upstream.Text("local_bind_socket_mode") is { Length: > 0 } mode && !mode.All(c => c is >= '0' and <= '7'))
                tell(
                    upstream["local_bind_socket_mode"],
                    $"local_bind_socket_mode is \"{Shortened.Of(mode)}\", but takes octal digits: {Refuses}",
                    "write a mode such as \"0700\"");
        }
    }

    private static string Bind(MapValue upstream, int port) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(DefinitionKeys.Has(upstream, "local_bind_address") ? upstream.Text("local_bind_address") : "127.0.0.1")}:{port}");

    /// <summary>1.10.11 takes a path twice, at two listeners; 1.6.5 and 1.8.4 do not. The range of the ports: setting-out-of-range.</summary>
    private static void CheckPaths(Agent agent, MapValue proxy, Teller tell)
    {
        if (proxy.At("expose", "paths") is not ListValue exposed || !agent.Version.Has(Feature.ExposedPaths)) return;
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var listeners = new HashSet<int>();
        foreach (var exposure in exposed.Items.OfType<MapValue>())
        {
            var path = exposure.Text("path") ?? "";
            if (path.Length == 0)
                tell(exposure, $"the exposed path is empty: {Refuses}", "name the path");
            else if (!paths.Add(path) && !agent.Version.Has(Feature.ExposedPathTwice))
                tell(exposure["path"], $"the path \"{Shortened.Of(path)}\" is exposed twice: {Refuses}", "remove one of the two");
            else if (exposure["listener_port"] is null)
                tell(exposure, $"the exposed path has no listener_port: {Refuses}", "give it a port");
            else if (exposure.Number("listener_port") is > 0 and var listener && !listeners.Add(listener))
                tell(
                    exposure["listener_port"],
                    string.Create(CultureInfo.InvariantCulture, $"the listener_port {listener} is used for two exposed paths: {Refuses}"),
                    "give each its own");
        }
    }

    private static void CheckGateway(MapValue service, Teller tell)
    {
        var kind = service.Text("kind");
        if (kind != "ingress-gateway" && service["port"] is null or ScalarValue { Text: "0" })
            tell(service["kind"], $"the {kind} has no port: {Refuses}", "give it the port at which it listens");
        if (service.At("connect", "sidecar_service") is { } sidecar)
            tell(sidecar, $"the {kind} has a sidecar_service, but is a proxy itself: {Refuses}", "remove it");
        foreach (var key in (ReadOnlySpan<string>)[
            "destination_service_id",
            "destination_service_name",
            "local_service_address",
            "local_service_port",
            "upstreams",
        ])
            if (DefinitionKeys.Has(service.Map("proxy"), key) && service.Map("proxy")[key] is not ScalarValue { Text: "0" } and { } value)
                tell(value, $"the {kind} has proxy.{key}, which only a proxy of one service can have: {Refuses}", "remove it");
    }
}
