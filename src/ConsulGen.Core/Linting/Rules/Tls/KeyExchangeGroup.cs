using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class KeyExchangeGroup()
    : LintRule("key-exchange-group", Severity.Error, "TLS is told a group for the exchange of keys that it does not take")
{
    public override void Check(Topology topology, Report report)
    {
        var key = AgentKeys.Instance.Find($"tls.defaults.{KeyExchange.Key}");
        foreach (var agent in topology.DistinctAgents)
        {
            if (key?.IsKnownTo(agent.Version.Covered) is not true || agent.Config["tls"] is not MapValue stanzas) continue;
            foreach (var stanza in stanzas.Entries)
                if (stanza.Value is MapValue settings && settings[KeyExchange.Key] is ScalarValue { HasPlaceholders: false, Text.Length: > 0 } groups)
                    CheckWords(agent, $"tls.{stanza.Key}.{KeyExchange.Key}", groups, report);
            CheckVersions(agent, report);
        }
    }

    private static void CheckWords(Agent agent, string key, ScalarValue groups, Report report)
    {
        foreach (var word in groups.Text.Split(',', StringSplitOptions.TrimEntries))
            if (!KeyExchange.Groups.Contains(word, StringComparer.Ordinal))
                report(
                    agent.PlaceOf(groups),
                    $"{key} has \"{Shortened.Of(word)}\", which is no group that Consul {agent.Version} knows: the agent refuses to start",
                    Suggestion.For(word, KeyExchange.Groups) is { } close
                        ? $"did you mean \"{close}\"?"
                        : "use some of " + string.Join(", ", KeyExchange.Groups));
    }

    private static void CheckVersions(Agent agent, Report report)
    {
        var tls = agent.Tls;
        foreach (var side in TlsSettings.Interfaces)
            if (tls.Find(side, KeyExchange.Key) is { IsSet: true } groups && KeyExchange.TooLow(tls, side) is { } least)
            {
                report(
                    agent.PlaceOf(groups.Value),
                    $"{groups.Key} is set beside {least.Key} {least.Value}, which has no such groups: the agent refuses to start",
                    $"set {least.Key} to TLSv1_2 or higher, or remove {groups.Key}");
                return;
            }
    }
}
