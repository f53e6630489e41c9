using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class KeyNotForRole()
    : LintRule("key-not-for-role", Severity.Error, "Servers refuse to start with this key")
{
    private const string ClientsOnly = "advertise_reconnect_timeout";

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            if (agent.IsServer && agent.Config[ClientsOnly] is { } value)
                report(agent.PlaceOf(value), $"{ClientsOnly} is set for a server, but is for clients only: the agent refuses to start", "set it below clients");
    }
}
