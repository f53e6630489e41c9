using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Zones;

internal sealed class ServerWithoutZone()
    : LintRule("server-without-zone", Severity.Info, "A server has no zone, but others of its datacenter have one")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            var without = datacenter.Servers.Where(s => s.Zone is null).ToList();
            if (without.Count == 0 || datacenter.Agents.FirstOrDefault(a => a.Zone is not null) is not { } other) continue;
            var more = without.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {without.Count - 1} more");
            report(
                without[0].Span,
                $"\"{without[0].Name}\"{more} {(without.Count == 1 ? "has" : "have")} no zone, "
                    + $"but \"{other.Name}\" is in \"{Shortened.Of(other.Zone ?? "")}\": what the loss of a zone takes cannot be judged",
                "give every server its zone");
        }
    }
}
