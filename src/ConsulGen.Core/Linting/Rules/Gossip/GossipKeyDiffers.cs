using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Gossip;

internal sealed class GossipKeyDiffers()
    : LintRule("gossip-key-differs", Severity.Error, "Agents that gossip with each other have different keys")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
            Compare(datacenter.Agents.Where(a => !IsGiven(a)), $"of datacenter \"{datacenter.Name}\"", topology, report);
        // One server stands for its datacenter, within which all are compared above.
        Compare(topology.Datacenters.SelectMany(d => d.Servers.Where(WanJoins.IsJoined).Take(1)), "that are joined over the WAN", topology, report);
    }

    private static void Compare(IEnumerable<Agent> agents, string which, Topology topology, Report report)
    {
        // Each key once, with the first agent that has it; servers come first.
        var keys = agents
            .GroupBy(a => KeyOf(a, topology))
            .Select(g => new { g.Key, Agent = g.First(), Count = g.Count(), Transition = g.All(IsInTransition) })
            .ToList();
        foreach (var one in keys.Skip(1))
        {
            var (first, agent) = (keys[0], one.Agent);
            if ((one.Key is null && first.Transition) || (first.Key is null && one.Transition)) continue;
            var span = agent.PlaceOf(agent.Config["encrypt"]);
            var other = first.Agent.PlaceOf(first.Agent.Config["encrypt"]);
            var others = one.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {one.Count - 1} more");
            report(
                span,
                $"\"{agent.Name}\"{others} {(one.Key is null ? "without encrypt" : first.Key is null ? "with encrypt" : "with another encrypt")} cannot "
                    + $"read what \"{first.Agent.Name}\"{(other == span ? "" : " at " + other.Describe(span))} says: agents {which} need the same key",
                "set one encrypt above all of them");
        }
    }

    /// <summary>What tells keys apart: where a key comes from, or the key itself, never shown.</summary>
    private sealed record GossipKey(SecretSource Source, string Text);

    /// <summary>Null for none.</summary>
    private static GossipKey? KeyOf(Agent agent, Topology topology) => agent.Config["encrypt"] switch
    {
        // A secret that is not defined is a finding already.
        SecretValue reference => topology.Secrets.GetValueOrDefault(reference.Name) is { } secret
            ? new GossipKey(secret.Source, secret.Text)
            : new GossipKey(SecretSource.Literal, reference.Name),
        ScalarValue { Text.Length: > 0 } key => new GossipKey(SecretSource.Literal, key.Text),
        _ => null,
    };

    /// <summary>With <c>auto_config</c> (1.8.0) the servers send a client their key before it gossips.</summary>
    private static bool IsGiven(Agent agent) => !agent.IsServer && agent.Config["encrypt"] is null && agent.Automatic.AsksForConfiguration;

    /// <summary>While encryption is introduced, an agent with a key still talks to those without one.</summary>
    private static bool IsInTransition(Agent agent) =>
        agent.Config.Flag("encrypt_verify_incoming") is false && agent.Config.Flag("encrypt_verify_outgoing") is false;
}
