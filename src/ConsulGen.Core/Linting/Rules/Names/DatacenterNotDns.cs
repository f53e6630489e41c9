using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Names;

internal sealed class DatacenterNotDns()
    : LintRule("datacenter-not-dns", Severity.Warning, "The name of a datacenter is no DNS label")
{
    private const int LongestLabel = 63;

    public override void Check(Topology topology, Report report)
    {
        // First said by 1.21.2.
        foreach (var datacenter in topology.Datacenters.Where(d => d.Agents.Any(a => a.Version.Has(Feature.DatacenterNameWarned))))
            if (Problem(datacenter.Name) is { } problem)
                report(
                    datacenter.Span,
                    $"the datacenter \"{Shortened.Of(datacenter.Name)}\" {problem}, about which Consul warns: DNS names with it may not be found",
                    "use lower-case letters, digits and hyphens, at most 63; a datacenter that runs cannot be renamed");
    }

    private static string? Problem(string name) =>
        name.Length > LongestLabel ? "has more than 63 characters"
        : name.Contains('_', StringComparison.Ordinal) ? "has a \"_\""
        : name.StartsWith('-') || name.EndsWith('-') ? "begins or ends with a hyphen"
        : null;
}
