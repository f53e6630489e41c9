using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Monitoring;

internal sealed class PrefixFilterForm()
    : LintRule("prefix-filter-form", Severity.Warning, "A filter of metrics says neither \"keep\" nor \"drop\"")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            if (agent.Config.At("telemetry", "prefix_filter") is ListValue filters)
                foreach (var filter in filters.Items.OfType<ScalarValue>().Where(f => f.Text is not ['+' or '-', ..]))
                    report(
                        agent.PlaceOf(filter),
                        $"the filter \"{Shortened.Of(filter.Text)}\" begins with neither \"+\" nor \"-\", and Consul leaves it out",
                        filter.Text.Length == 0 ? "remove it" : "begin it with + to keep the metrics that begin so, with - to drop them");
    }
}
