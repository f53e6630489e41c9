using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Monitoring;

internal sealed class ScrapeTagWithoutService()
    : LintRule("scrape-tag-without-service", Severity.Info, "No service has the tag by which a scrape job finds its targets")
{
    public override void Check(Topology topology, Report report)
    {
        if (topology.Monitoring is not { Jobs.IsEmpty: false } monitoring) return;
        // Somebody else registers the services then.
        if (topology.Definitions.All(d => d.Services.IsEmpty)) return;
        var tags = new HashSet<string>(StringComparer.Ordinal);
        // Hosts share their group's lists.
        var known = new HashSet<ListValue>(ReferenceEqualityComparer.Instance);
        foreach (var defined in topology.Definitions)
            foreach (var service in defined.Services)
                if (service["tags"] is ListValue list && known.Add(list)) tags.UnionWith(list.Items.OfType<ScalarValue>().Select(t => t.Text));
        foreach (var job in monitoring.Jobs.Where(j => !tags.Contains(j.Tag)))
            report(
                job.Span,
                $"the scrape job \"{job.Name}\" finds services by the tag \"{job.Tag}\", but no service of this inventory has it",
                Suggestion.For(job.Tag, tags) is { } close
                    ? $"did you mean \"{close}\"?"
                    : "give the tag to a service; or ignore this rule where services are registered over the API");
    }
}
