using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class KeyWithoutEffect()
    : LintRule("key-without-effect", Severity.Warning, "The agent takes this key, but does nothing with it")
{
    public override void Check(Topology topology, Report report)
    {
        AgentKeyWalk.Over(topology.Agents, visit => CheckKey(visit, report));
        foreach (var agent in topology.Agents) CheckStreaming(agent, report);
        foreach (var agent in topology.DistinctAgents) CheckIntroToken(agent, report);
    }

    /// <summary>Consul warns of both from 1.8.0 on.</summary>
    private static void CheckIntroToken(Agent agent, Report report)
    {
        if (agent.Config.Map("auto_config") is var auto && auto.Flag("enabled") is true && DefinitionKeys.Has(auto, "intro_token")
            && DefinitionKeys.Has(auto, "intro_token_file"))
            report(
                agent.PlaceOf(auto["intro_token_file"]),
                "auto_config.intro_token_file has no effect beside auto_config.intro_token",
                "remove one of the two");
    }

    /// <summary>Keys below one that has no effect are not asked: they have none either.</summary>
    private static bool CheckKey(AgentKeyWalk.Visit visit, Report report)
    {
        if (visit.Key is not { } key || !key.IsKnownTo(visit.Version) || key.IsRefusedByCommunity) return false;
        if (key.IsInternal)
            report(visit.Entry.KeySpan, $"\"{visit.Name}\" is Consul's own: the agent takes it, and puts its own value over it", "remove it");
        else if (key.WithoutEffectSince is { } since && visit.Version >= since)
            report(visit.Entry.KeySpan, $"\"{visit.Name}\" has no effect from Consul {since} on, though it is still read", "remove it");
        else if (key.IsEnterprise && !visit.Version.IsEnterprise && visit.Entry.Value is ScalarValue { Text: "" or "false" })
            // As it is without it; the vendor's own templates write it so.
            return false;
        else if (key.IsEnterprise && !visit.Version.IsEnterprise)
            report(
                visit.Entry.KeySpan,
                $"\"{visit.Name}\" is for Consul Enterprise, and in the community edition of {visit.Version} {Instead(visit.Path)}",
                $"remove it, or name the edition: version: \"{visit.Version}+ent\"");
        else
            return true;
        return false;
    }

    /// <summary>What the community edition makes of a key; see <see cref="Consul.Datacenters.FirstElection"/>.</summary>
    private static string Instead(string path) => path is "read_replica" or "non_voting_server"
        ? "such a server is not waited for at the first election, but votes all the same"
        : "it has no effect";

    /// <summary>Both warnings came with 1.9.2, and with 1.10.0 both sides were switched on unless they are told otherwise.</summary>
    private static void CheckStreaming(Agent agent, Report report)
    {
        if (!agent.Version.Has(Feature.StreamingWarned)) return;
        var isDefault = agent.Version.Has(Feature.StreamingByDefault);
        var serves = agent.Config.Map("rpc")["enable_streaming"] as ScalarValue;
        if (!agent.IsServer && serves is { Text: "true" })
            report(agent.PlaceOf(serves), "rpc.enable_streaming is true for a client, but only servers stream", "set it below servers");
        if (agent.IsServer && (agent.Config.Flag("use_streaming_backend") ?? isDefault) && !(agent.Config.Map("rpc").Flag("enable_streaming") ?? isDefault))
            report(
                agent.PlaceOf(serves ?? agent.Config["use_streaming_backend"]),
                "use_streaming_backend is on for a server that does not stream, as rpc.enable_streaming is off: what is asked of this agent may not come",
                "let both be on, or both be off, on all agents");
    }
}
