using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Waves;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Dangers.Joins;

/// <summary>
/// What an agent joins has to outlive the change. One that has run finds the others by its gossip snapshot too (run with 1.6.5 and
/// 1.10.11), unless it has left or lost its data folder.
/// </summary>
internal sealed class JoinsReachNoSurvivor()
    : DangerRule("joins-reach-no-survivor", DangerSeverity.Block, "Join lists lead to none, or only one, of the servers that stay")
{
    private const string Key = "retry_join";

    public override bool StepsCannotWork => true;

    public override void Check(TopologyChange change, Report report)
    {
        CheckMoment(change, report);
        foreach (var datacenter in change.Datacenters)
        {
            if (datacenter is not { Old: { } old, New: { } next }) continue;
            var kept = new HashSet<Agent>(datacenter.KeptServers.Select(s => s.New).OfType<Agent>(), ReferenceEqualityComparer.Instance);
            if (kept.Count == 0) continue;
            var servers = new HashSet<Agent>(old.Servers, ReferenceEqualityComparer.Instance);
            var before = new JoinTargets(old.Addresses, "serf_lan");
            var after = new JoinTargets(WithGone(next.Addresses, old.Addresses), "serf_lan");
            var lost = new List<AgentChange>();
            var single = new List<AgentChange>();
            foreach (var agent in datacenter.Agents)
            {
                if (agent.New is not { } joiner || joiner.Datacenter != datacenter.Name || Reach(joiner, after, kept) is not { } reached) continue;
                var others = kept.Contains(joiner) ? kept.Count - 1 : kept.Count;
                // A newcomer with one address never had more.
                var formerly = agent.Old is { } was && was.Datacenter == datacenter.Name
                    ? Reach(was, before, servers)
                    : ((ListValue?)joiner.Config[Key])?.Items.Length;
                if (reached >= Math.Min(2, others) || formerly is not { } count || reached >= count) continue;
                (reached == 0 ? lost : single).Add(agent);
            }

            var afresh = lost.Where(StartsAfresh).ToList();
            Tell(
                DangerSeverity.Block,
                afresh,
                "leads to none of the servers that stay",
                "an agent that starts without the gossip of former times in its data folder stays alone");
            Tell(
                DangerSeverity.Warning,
                [.. lost.Except(afresh)],
                "leads to none of the servers that stay",
                "only the gossip of former times in their data folders takes them back after a restart, and after consul leave nothing does");
            Tell(DangerSeverity.Warning, single, "leads to only one of the servers that stay", "while that is down, one that starts finds nobody");

            void Tell(DangerSeverity level, List<AgentChange> agents, string what, string consequence)
            {
                if (agents is not [var first, ..]) return;
                report(
                    level,
                    first.Agent.Config[Key] is { Span.Exists: true } list ? list.Span : first.Agent.Span,
                    $"retry_join of {AgentCount.Of(agents, "agents")} of datacenter \"{datacenter.Name}\" {what} "
                        + $"({string.Join(", ", kept.Select(s => s.Name).Take(3))}{(kept.Count > 3 ? " and others" : "")}): {consequence}",
                    "keep two servers that stay in retry_join, or remove it, so that agents get the addresses of all servers; "
                        + "drop the old addresses in a later change",
                    agents.Select(a => a.Name));
            }
        }
    }

    /// <summary>Who stays may be named, or nobody may stay: what counts for a server is who is there when its turn comes.</summary>
    private static void CheckMoment(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var alone = JoinPlay.Alone(datacenter).ToList();
            if (alone is not [var first, ..]) continue;
            report(
                DangerSeverity.Block,
                first.Agent.Config[Key] is { Span.Exists: true } list ? list.Span : first.Agent.Span,
                $"when {first.Name} of datacenter \"{datacenter.Name}\" starts with its new files, its retry_join leads to servers that are not there yet: "
                    + $"it stays alone, or makes a second cluster with those that come after it{(alone.Count > 1 ? $", as {alone.Count - 1} more do" : "")}",
                "make a change of each server, so that its files name servers that run; "
                    + "or keep the old servers in retry_join until the new ones are voters",
                alone.Select(a => a.Name));
        }
    }

    private static bool StartsAfresh(AgentChange agent) =>
        agent.Old is null || agent.Old.Datacenter != agent.Agent.Datacenter || agent.Key("data_dir") is not null;

    /// <summary>How many of the servers the list leads to, itself not counted; null where nobody can tell.</summary>
    private static int? Reach(Agent joiner, JoinTargets targets, HashSet<Agent> servers) =>
        joiner.Config["start_join"] is null && joiner.Config[Key] is ListValue list && targets.Of(list, joiner) is { } found
            ? found.Where(t => servers.Contains(t) && !ReferenceEquals(t, joiner)).Distinct<Agent>(ReferenceEqualityComparer.Instance).Count()
            : null;

    /// <summary>Addresses of agents that go lead to nobody who stays, but they are known.</summary>
    private static Dictionary<string, List<Agent>> WithGone(IReadOnlyDictionary<string, List<Agent>> next, IReadOnlyDictionary<string, List<Agent>> old)
    {
        var known = new Dictionary<string, List<Agent>>(next, StringComparer.OrdinalIgnoreCase);
        foreach (var (address, agents) in old) known.TryAdd(address, agents);
        return known;
    }
}
