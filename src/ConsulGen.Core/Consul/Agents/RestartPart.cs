using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// What of a configuration a running agent takes by a restart alone. Where two have the same, a reload is enough for the rest: it is read
/// then, or nothing that runs asks for it.
/// </summary>
public static class RestartPart
{
    /// <summary>Read at the first start of a cluster, or of an agent, and of no interest to one that runs; what a plan says of them too.</summary>
    public static readonly ImmutableArray<string> AtStart =
    [
        "autopilot", "bootstrap_expect", "config_entries.bootstrap", "retry_interval", "retry_interval_wan", "retry_join", "retry_join_wan", "retry_max",
        "retry_max_wan", "start_join", "start_join_wan",
    ];

    /// <summary>A reload takes it, but refuses some steps down (hashicorp/raft, <c>ReloadConfig</c>).</summary>
    private const string RaftMultiplier = "performance.raft_multiplier";

    /// <param name="config">Of the agent, or a part of it.</param>
    public static MapValue Of(Agent agent, MapValue config) => Of(agent, config, "");

    private static MapValue Of(Agent agent, MapValue map, string prefix) => MapValue.Sorted(
        map.Entries
            .Where(e => !IsReloaded(agent, prefix + e.Key))
            .Select(e => e.Value is MapValue { IsEmpty: false } inner ? e with { Value = Of(agent, inner, prefix + e.Key + ".") } : e)
            .Where(e => e.Value is not MapValue { IsEmpty: true } || map[e.Key] is MapValue { IsEmpty: true }),
        map.Origin);

    private static bool IsReloaded(Agent agent, string path) => path != RaftMultiplier
        && (AtStart.Contains(path) || (AgentKeys.Instance.Find(path)?.ReloadableSince is { } since && agent.Version >= since));
}
