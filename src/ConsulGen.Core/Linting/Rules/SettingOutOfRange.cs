using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class SettingOutOfRange()
    : LintRule("setting-out-of-range", Severity.Error, "A number is outside the range that the target version takes")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            Check(agent, 1, 10, report, "performance", "raft_multiplier");
            // Consul takes 0 for its default (run with 1.1.0 and 1.8.4).
            if (agent.Config.Number("protocol") is not 0) Check(agent, 2, 3, report, "protocol");
            // 1.9.0 refuses older ones even on clients; before, only servers look at it.
            if (agent.Version.IsAtLeast(1, 9)) Check(agent, 3, 3, report, "raft_protocol");
            else if (agent.IsServer && agent.Config.Number("raft_protocol") is not 0) Check(agent, 1, 3, report, "raft_protocol");
            if (agent.IsServer) Check(agent, 0, int.MaxValue, report, "bootstrap_expect");
        }

        AgentKeyWalk.Over(topology, visit =>
        {
            if (visit.Key?.Type == "uint" && visit.Key.IsKnownTo(visit.Version) && visit.Entry.Value is ScalarValue { Kind: ScalarKind.Integer } number && number.Text.StartsWith('-'))
                report(number.Span, $"{visit.Name} is {number.Text}, but Consul takes no number below 0 here: the agent refuses to start", "choose another number, or remove the key: the default is good");
            return visit.Key is not null;
        });
    }

    private static void Check(Agent agent, int least, int most, Report report, params ReadOnlySpan<string> path)
    {
        var parent = path.Length == 1 ? agent.Config : agent.Config.Map(path[0]);
        if (parent.Number(path[^1]) is not { } number || (number >= least && number <= most)) return;
        var expected = most == int.MaxValue ? $"at least {least}" : least == most ? $"{least}" : $"{least} to {most}";
        report(
            agent.PlaceOf(parent[path[^1]]),
            string.Create(CultureInfo.InvariantCulture, $"{string.Join('.', path)} is {number}, but Consul {agent.Version} expects {expected}: the agent refuses to start"),
            "choose a number in this range, or remove the key: the default is good");
    }
}
