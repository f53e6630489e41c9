using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Joins;

internal sealed class RetryJoinReachesNobody()
    : LintRule("retry-join-reaches-nobody", Severity.Error, "An agent joins nobody but itself, and nobody joins it")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters.Where(d => d.Agents.Length > 1 && d.Agents.Any(a => Written(a) is not null)))
            if (Joins.Of(datacenter) is { } joins)
                foreach (var agent in datacenter.Agents)
                    if (Written(agent) is { } list && joins.IsAlone(agent))
                        report(
                            list.Span,
                            $"retry_join leads to no other agent of datacenter \"{datacenter.Name}\", and none of them joins this one: it stays alone",
                            "remove it: agents then get the addresses of all servers");
    }

    /// <summary>The inventory's own entries; the derived ones lead to all servers.</summary>
    private static ListValue? Written(Agent agent) => agent.Config["retry_join"] is ListValue { Span.Exists: true, Items.IsEmpty: false } list ? list : null;

    /// <summary>Who joins whom. A join works in both directions, so that one of the two having an entry is enough.</summary>
    private sealed class Joins
    {
        private readonly HashSet<Agent> _connected = new(ReferenceEqualityComparer.Instance);

        public bool IsAlone(Agent agent) => !_connected.Contains(agent);

        /// <summary>Null when an entry, or an agent without any, leaves open who joins whom.</summary>
        public static Joins? Of(Datacenter datacenter)
        {
            var joins = new Joins();
            var known = new JoinTargets(datacenter.Addresses, "serf_lan");
            var readers = new Dictionary<List<Agent>, int>(ReferenceEqualityComparer.Instance);
            foreach (var agent in datacenter.Agents)
            {
                if (agent.Config["start_join"] is not null || agent.Config["retry_join"] is not ListValue list) return null;
                if (known.Of(list, agent) is not { } targets) return null;
                if (targets.Exists(t => !ReferenceEquals(t, agent))) joins._connected.Add(agent);
                // Of the hosts that share a list two are enough: the second joins the first too.
                var reader = readers[targets] = readers.GetValueOrDefault(targets) + 1;
                if (reader <= 2) joins._connected.UnionWith(targets.Where(t => !ReferenceEquals(t, agent)));
            }

            return joins;
        }
    }
}
