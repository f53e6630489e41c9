using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Mesh;

internal sealed class ConfigEntryForm()
    : LintRule("config-entry-form", Severity.Error, "A configuration entry has no name, or a kind that the target version does not know")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            if (agent.Config.At("config_entries", "bootstrap") is ListValue entries)
                foreach (var entry in entries.Items.OfType<MapValue>()) Check(agent, entry, report);
    }

    private static void Check(Agent agent, MapValue entry, Report report)
    {
        // In an entry, Consul takes its keys in any case.
        var kind = Field(entry, "kind");
        var known = Vocabulary.ConfigEntryKinds.Of(agent.Version).ToList();
        if (kind is not ScalarValue { Text: { Length: > 0 } word })
            report(PlaceOf(entry, agent), "the configuration entry has no kind: the agent refuses to start", "give it one of " + string.Join(", ", known));
        else if (!known.Contains(word, StringComparer.Ordinal))
            report(
                agent.PlaceOf(kind),
                $"Consul {agent.Version} has no configuration entry of the kind \"{Shortened.Of(word)}\": the agent refuses to start",
                Suggestion.For(word, known) is { } close ? $"did you mean \"{close}\"?" : "use one of " + string.Join(", ", known));
        else if (NeedsName(word, agent.Version) && Field(entry, "name") is null or ScalarValue { Text: "" })
            report(
                PlaceOf(entry, agent),
                $"the configuration entry of the kind \"{word}\" has no name: the agent refuses to start",
                "name the service that it is for");
        else if (word == "proxy-defaults" && !TakesName(Field(entry, "name"), agent.Version))
            report(
                PlaceOf(entry, agent),
                $"the name of the proxy-defaults is not \"global\", which Consul {agent.Version} wants: the agent refuses to start",
                "write name: global");
    }

    private static bool TakesName(Value? name, ConsulVersion version) => name switch
    {
        null or ScalarValue { Text: "" } => version.Has(Feature.ProxyDefaultsNameOptional),
        ScalarValue { Text: "global" } => true,
        _ => version.Has(Feature.ProxyDefaultsNameForced),
    };

    /// <summary>1.6.5 and 1.8.4 take service-defaults without a name, 1.10.11 does not.</summary>
    private static bool NeedsName(string kind, ConsulVersion version) => kind switch
    {
        "service-intentions" or "service-resolver" or "service-router" or "service-splitter" => true,
        "service-defaults" => version.Has(Feature.ServiceDefaultsNeedName),
        _ => false,
    };

    private static Value? Field(MapValue entry, string name) =>
        entry.Entries.FirstOrDefault(e => string.Equals(e.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private static SourceSpan PlaceOf(MapValue entry, Agent agent) => entry.Span.PlaceOr(agent);
}
