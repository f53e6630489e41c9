using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class ClientAddressEmpty()
    : LintRule("client-address-empty", Severity.Warning, "DNS, HTTP, HTTPS and gRPC do not listen")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            if (Find(agent) is { } address)
                report(
                    agent.PlaceOf(address),
                    "client_addr is empty, so that nothing listens for HTTP and DNS: not even the agent's own commands reach it",
                    "remove it: the default is 127.0.0.1; a port of -1 switches one listener off");
    }

    /// <summary>The address that nothing listens at; null where something does.</summary>
    public static ScalarValue? Find(Agent agent) =>
        agent.Config["client_addr"] is ScalarValue { Kind: ScalarKind.String } address && address.Text.Trim().Length == 0 && !DefinitionKeys.Has(agent.Config.Map("addresses"), "http") ? address : null;
}
