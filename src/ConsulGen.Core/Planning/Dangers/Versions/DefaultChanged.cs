using ConsulGen.Core.Consul.Releases.Defaults;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>Compares what counts, and not what is written: a default that neither inventory names is another one in the new release.</summary>
internal sealed class DefaultChanged()
    : DangerRule("default-changed", DangerSeverity.Warning, "A default that counts is another one in the new release")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var upgraded = datacenter.Agents.Where(a => a.VersionChange() is not null).ToList();
            if (upgraded.Count == 0) continue;
            foreach (var row in DefaultChanges.All)
            {
                var agents = upgraded.Where(a => a is { Old: { } old, New: { } next } && row.Meets(old, next)).ToList();
                if (agents is not [{ Old: { } before, New: { } after } first, ..]) continue;
                report(
                    DangerSeverity.Warning,
                    first.PlaceOf("consul.version"),
                    $"{row.Key} is not set, so it is {row.In(after.Version)} with Consul {after.Version} and was {row.In(before.Version)} with "
                    + $"{before.Version}, for {AgentCount.Of(agents, "agents")} of datacenter \"{datacenter.Name}\": {row.Text}",
                    row.Remedy,
                    agents.Select(a => a.Name));
            }
        }
    }
}
