using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>
/// Consul's documentation "Agent configuration, leave_on_terminate"; github.com/hashicorp/consul issue 454. Three servers of 1.8.4 and of
/// 1.10.11 that left together did come back (run), but until then fewer and fewer decide.
/// </summary>
internal sealed class ServersLeaveWhenStopped()
    : DangerRule("servers-leave-when-stopped", DangerSeverity.Warning, "Servers begin to leave the cluster whenever they are stopped")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers.Where(s => s is { Old: { } old, New: { } next } && Leaves(next) && !Leaves(old)).ToList();
            if (servers is not [var first, ..] || first.New is not { } changed) continue;
            report(
                DangerSeverity.Warning,
                first.PlaceOf("leave_on_terminate", "systemd.Service.ExecStop"),
                $"{AgentCount.Of(servers, "servers")} of datacenter \"{datacenter.Name}\" "
                    + $"{(servers.Count == 1 ? "begins to leave the cluster when it is stopped" : "begin to leave the cluster when they are stopped")} "
                    + $"({(HasFlag(changed) ? "leave_on_terminate" : "ExecStop")}): each restart takes a voter away, "
                    + "and servers that stop one after the other leave the last one to decide alone",
                "leave it off for servers that come back with the same address; run consul leave only where one goes for good",
                servers.Select(s => s.Name));
        }
    }

    private static bool Leaves(Agent server) => HasFlag(server) || IsLeave(server.Systemd.Map("Service")["ExecStop"]);

    private static bool HasFlag(Agent server) => server.LeavesWhenStopped;

    private static bool IsLeave(Value? command) => command switch
    {
        ScalarValue text => text.Text.Contains("consul leave", StringComparison.Ordinal),
        ListValue list => list.Items.Any(IsLeave),
        _ => false,
    };
}
