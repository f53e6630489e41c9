using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class NoServers()
    : LintRule("no-servers", Severity.Error, "Clients have no server to join")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            if (!datacenter.Servers.IsEmpty || datacenter.Clients.All(HasJoin)) continue;
            report(
                datacenter.Span,
                $"datacenter \"{datacenter.Name}\" has clients, but no server that they could join",
                "add servers, or set agent.retry_join to servers that another inventory describes");
        }
    }

    private static bool HasJoin(Agent agent) => agent.Config["retry_join"] is ListValue { Items.IsEmpty: false }
        || agent.Config["start_join"] is ListValue { Items.IsEmpty: false }
        || agent.Config.Map("auto_config")["server_addresses"] is ListValue { Items.IsEmpty: false };
}
