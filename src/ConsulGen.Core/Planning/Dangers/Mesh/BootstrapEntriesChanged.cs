using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Mesh;

/// <summary>
/// A leader writes the entries that do not exist yet whenever it is elected, and leaves those that do: <c>bootstrapConfigEntries</c> of
/// <c>agent/consul/leader.go</c>; run with 1.10.11.
/// </summary>
internal sealed class BootstrapEntriesChanged()
    : DangerRule("bootstrap-entries-changed", DangerSeverity.Info, "config_entries.bootstrap changes, of which a live datacenter takes new entries only")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers.Where(s => s.Key("config_entries.bootstrap") is { Old: not null }).ToList();
            if (servers is not [var first, ..]) continue;
            report(
                DangerSeverity.Info,
                first.PlaceOf("config_entries.bootstrap"),
                $"config_entries.bootstrap changes on servers of the live datacenter \"{datacenter.Name}\": "
                    + "the next leader creates entries that do not exist yet, but neither alters nor removes one that does",
                "alter and remove entries with consul config write and consul config delete",
                servers.Select(s => s.Name));
        }
    }
}
