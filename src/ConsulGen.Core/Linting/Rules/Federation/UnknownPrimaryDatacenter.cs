using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Federation;

internal sealed class UnknownPrimaryDatacenter()
    : LintRule("unknown-primary-datacenter", Severity.Warning, "The primary datacenter is none of the inventory's")
{
    public override void Check(Topology topology, Report report)
    {
        var names = topology.Datacenters.Select(d => d.Name).ToImmutableSortedSet(StringComparer.OrdinalIgnoreCase);
        foreach (var agent in topology.Agents)
            foreach (var key in (ReadOnlySpan<string>)["acl_datacenter", "primary_datacenter"])
                // Consul lower-cases it, and takes an empty one for the agent's own.
                if (agent.Config[key] is ScalarValue { Text.Length: > 0, HasPlaceholders: false } primary
                    && DatacenterName.IsOne(primary.Text) && !names.Contains(primary.Text))
                    report(
                        agent.PlaceOf(primary),
                        $"{key} is \"{Shortened.Of(primary.Text)}\", a datacenter that the inventory does not have: if it cannot be reached, "
                            + $"there are no new tokens and no policies",
                        Suggestion.For(primary.Text, names) is { } close ? $"did you mean \"{close}\"?" : "name one of " + string.Join(", ", names));
    }
}
