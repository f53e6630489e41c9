using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Joins;

internal sealed class StartJoinOnce()
    : LintRule("start-join-once", Severity.Warning, "An agent joins once when it starts, and gives up when nobody answers")
{
    /// <summary>Source: github.com/hashicorp/consul issue 2867.</summary>
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
        {
            if (agent.Version.Has(Feature.StartJoinIsRetried)) continue;
            foreach (var (key, better) in (ReadOnlySpan<(string, string)>)[("start_join", "retry_join"), ("start_join_wan", "retry_join_wan")])
                if (agent.Config[key] is ListValue { Items.IsEmpty: false } list && (agent.IsServer || key == "start_join"))
                    report(
                        agent.PlaceOf(list),
                        $"{key} is tried once, and Consul {agent.Version} exits when nobody answers: agents that start together do not find each other",
                        $"call it {better}, which is tried until somebody answers");
        }
    }
}
