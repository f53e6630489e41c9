using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>Where an agent's own machine reaches its HTTP API.</summary>
public static class HttpApi
{
    private const string Standard = "http://127.0.0.1:8500";

    /// <summary>With its scheme, as <c>-http-addr</c> takes it.</summary>
    public static string Of(Agent agent)
    {
        var (scheme, port) = agent.Ports["http"] > 0 ? ("http", agent.Ports["http"]) : ("https", agent.Ports["https"]);
        var binds = (agent.Config.Map("addresses").Text(scheme) ?? agent.Config.Text("client_addr") ?? "127.0.0.1").Split(' ');
        var host = binds.Any(b => b is "0.0.0.0" or "127.0.0.1" or "::") ? "127.0.0.1" : agent.Address;
        return $"{scheme}://{Address.WithPort(host, port)}";
    }

    /// <summary>The option that a command of Consul needs to find the agent; null where it does by itself.</summary>
    public static string? Option(Agent agent) => Of(agent) is var address && address == Standard ? null : $"-http-addr={address}";
}
