using System.Text.Json.Nodes;
using ConsulGen.Core;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Formats;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers.Mutations;

/// <summary>A valid agent, as an inventory and as the configuration that is made of it; both take the same mutation.</summary>
internal sealed class MutationBase
{
    private const string Host = "subject";

    private const string Configuration = """
        {
          "autopilot": { "cleanup_dead_servers": true },
          "checks": [{ "id": "disk", "name": "disk", "ttl": "30s" }],
          "client_addr": "127.0.0.1",
          "dns_config": { "allow_stale": true, "node_ttl": "5s", "service_ttl": { "*": "5s" } },
          "limits": { "rpc_rate": 100.5 },
          "log_level": "INFO",
          "node_meta": { "rack": "a" },
          "performance": { "raft_multiplier": 2 },
          "ports": { "dns": 8600, "http": 8500 },
          "recursors": ["10.0.0.53"],
          "telemetry": { "statsd_address": "127.0.0.1:8125" },
          "watches": [{ "type": "key", "key": "a/b", "args": ["/bin/true"] }]
        }
        """;

    private const string Web = """
        { "id": "web", "name": "web", "port": 80, "tags": ["a"], "meta": { "a": "b" }, "checks": [{ "http": "http://127.0.0.1/", "interval": "10s" }] }
        """;

    // Proxies came with 1.2.3, upstreams and how the proxied service is named with 1.3.0.
    private const string Proxy = """
        {
          "id": "web-proxy", "name": "web-proxy", "kind": "connect-proxy", "port": 21000,
          "proxy": { "destination_service_name": "web", "upstreams": [{ "destination_name": "db", "local_bind_port": 9191 }] }
        }
        """;

    private readonly string _version;
    private readonly bool _server;

    public MutationBase(string version, string role)
    {
        _version = version;
        _server = role == "server";
        HasProxy = ConsulVersion.Parse(version) is { } release && release.Has(Feature.ConnectInServices);
        Valid = Write(Compile(null));
    }

    public bool HasProxy { get; }

    /// <summary>What the agent gets without a mutation.</summary>
    public string Valid { get; }

    public Compilation Compile(Mutation? mutation)
    {
        var (agent, web, proxy) = (Parse(Configuration), Parse(Web), Parse(Proxy));
        mutation?.Apply(agent, web, proxy);
        var services = new JsonObject { ["web"] = web };
        if (HasProxy) services["web-proxy"] = proxy;
        var host = new JsonObject { ["address"] = "10.0.0.1", ["agent"] = agent, ["services"] = services };
        var datacenter = _server
            ? new JsonObject { ["servers"] = Hosts(Host, host) }
            : new JsonObject { ["servers"] = Hosts("other", new JsonObject { ["address"] = "10.0.0.2" }), ["clients"] = Hosts(Host, host) };
        var inventory = new JsonObject
        {
            ["consulgen"] = 1,
            ["consul"] = new JsonObject { ["version"] = _version },
            ["datacenters"] = new JsonObject { ["dc1"] = datacenter },
        };
        return Inputs.Compile(inventory.ToJsonString(new()
        {
            WriteIndented = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }));
    }

    /// <summary>What Consul gets: what the mutation says, and of an inventory that passes what is made of it.</summary>
    public string Document(Mutation mutation, Compilation compilation)
    {
        if (!compilation.HasErrors) return Write(compilation);
        var document = Parse(Valid);
        var services = (JsonArray)(document["services"] ?? new JsonArray());
        var (web, proxy) = (Service(services, "web") ?? [], Service(services, "web-proxy") ?? []);
        mutation.Apply(document, web, proxy);
        return document.ToJsonString();
    }

    private static string Write(Compilation compilation)
    {
        var agent = (compilation.Topology ?? throw new InvalidOperationException("nothing was read")).Agents.Single(a => a.Name == Host);
        var document = Parse(JsonWriter.Write(agent.Config).ToString());
        // Where the configuration itself has some, they come first, as files are read in the order of their names.
        var services = document["services"] as JsonArray ?? [];
        document["services"] = services;
        foreach (var service in agent.Services) services.Add(JsonNode.Parse(JsonWriter.Write(service.Definition).ToString()));
        return document.ToJsonString();
    }

    private static JsonObject? Service(JsonArray services, string id) => services.OfType<JsonObject>().FirstOrDefault(s => s["id"]?.GetValue<string>() == id);

    private static JsonObject Hosts(string name, JsonObject host) => new() { ["hosts"] = new JsonObject { [name] = host } };

    private static JsonObject Parse(string json) => (JsonObject)(JsonNode.Parse(json) ?? throw new InvalidOperationException("no object"));
}
