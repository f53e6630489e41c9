using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class ClientAddressEmpty()
    : LintRule("client-address-empty", Severity.Warning, "DNS, HTTP, HTTPS and gRPC do not listen")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            if (ClientAddress.Empty(agent) is { } address)
                report(
                    agent.PlaceOf(address),
                    "client_addr is empty, so that nothing listens for HTTP and DNS: not even the agent's own commands reach it",
                    "remove it: the default is 127.0.0.1; a port of -1 switches one listener off");
    }
}
