using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>Consul's documentation "Manage Consul, autopilot": a new server gets its vote after the stabilization time (10 s).</summary>
internal sealed class ServersReplaced()
    : DangerRule("servers-replaced", DangerSeverity.Procedure, "Servers of a live datacenter come or go")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            if (datacenter.Old is not { Servers.IsEmpty: false } old || datacenter.New is not { Servers.IsEmpty: false } next) continue;
            var added = datacenter.AddedServers.Select(a => a.Name).ToList();
            var gone = datacenter.RemovedServers.Select(a => a.Name).ToList();
            if (added.Count + gone.Count == 0) continue;
            var count = old.Servers.Length == next.Servers.Length
                ? $"exchanges {(added.Count == 1 ? "a server" : "servers")}"
                : string.Create(CultureInfo.InvariantCulture, $"goes from {old.Servers.Length} to {Counted.Of(next.Servers.Length, "server")}");
            report(
                DangerSeverity.Procedure,
                datacenter.ServersSpan,
                $"datacenter \"{datacenter.Name}\" {count} ({string.Join(", ", added.Select(a => "+" + a).Concat(gone.Select(g => "-" + g)))}): "
                    + "each that comes or goes changes the quorum",
                "follow the procedure: one server at a time, new ones first, and no next step before the last one is a voter",
                added.Concat(gone));
        }
    }
}
