using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Addresses;

/// <summary>Who asks the agent's API or DNS asks at its old port. A reload does not move a listener in any version.</summary>
internal sealed class ClientPortChanged()
    : DangerRule("client-port-changed", DangerSeverity.Warning, "A port that users of the agents ask is moved or switched off")
{
    private static readonly ImmutableArray<string> Ports = ["http", "https", "grpc", "grpc_tls", "dns"];

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
            foreach (var port in Ports)
            {
                var agents = datacenter.Agents
                    .Where(a => a is { Old: not null, New: not null } && a.Old.Ports[port] > 0 && a.Old.Ports[port] != a.New.Ports[port] && HasPort(a, port))
                    .ToList();
                if (agents is not [var first, ..]) continue;
                var to = first.New?.Ports[port] ?? 0;
                report(
                    DangerSeverity.Warning,
                    first.PlaceOf("ports." + port),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the {port} port of {AgentCount.Of(agents, "agents")} of datacenter \"{datacenter.Name}\" "
                            + $"{(to > 0 ? $"goes from {first.Old?.Ports[port]} to {to}" : $"({first.Old?.Ports[port]}) is switched off")}: "
                            + $"whatever asks it there, tools, checks, DNS forwarders, gets no answer any more"),
                    to > 0
                        ? "where another port can be open beside it (https beside http), open that first and move the users; else tell them the day"
                        : "move the users to another port first, and switch this one off in a change of its own",
                    agents.Select(a => a.Name));
            }
    }

    /// <summary>Servers open some ports by themselves from one version to the next; nobody asked those before.</summary>
    private static bool HasPort(AgentChange agent, string port) => PortName.Find(port) is { } name && agent.Old is { } old && name.Knows(old.Version);
}
