using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Versions;

internal sealed class UnpinnedVersion()
    : LintRule("unpinned-version", Severity.Warning, "Some agents have no version, while others have one")
{
    public override void Check(Topology topology, Report report)
    {
        var unpinned = topology.Agents.Where(a => a.Install.Source["version"] is null).ToList();
        if (unpinned.Count == 0 || topology.Agents.FirstOrDefault(PinnedVersion.IsPinned) is not { } pinned) return;
        var more = unpinned.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {unpinned.Count - 1} more");
        var place = unpinned[0].Span;
        report(
            place,
            $"\"{unpinned[0].Name}\"{more} {(unpinned.Count == 1 ? "has" : "have")} no consul.version, so the keys are spelled for "
            + $"{ConsulVersion.Recommended}, but \"{pinned.Name}\" has {pinned.Version} at {PinnedVersion.PlaceOf(pinned).Describe(place)}",
            "set consul.version at the top of the inventory, and another where a host differs");
    }
}
