using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class WatchForm()
    : LintRule("watch-form", Severity.Error, "A watch lacks what its type needs, or has what Consul does not know")
{
    /// <summary>What each type takes, run with 1.1.0, 1.6.5, 1.8.4 and 1.10.11.</summary>
    private static readonly ImmutableArray<(string Type, string? Needs, ImmutableArray<string> Takes)> Types =
    [
        ("agent_service", null, ["service_id"]),
        ("checks", null, ["service", "state"]),
        ("event", null, ["name"]),
        ("key", "key", []),
        ("keyprefix", "prefix", []),
        ("nodes", null, []),
        ("service", "service", ["passingonly", "tag"]),
        ("services", null, []),
    ];

    private static readonly ImmutableArray<string> Common = ["args", "datacenter", "handler", "handler_type", "http_handler_config", "stale", "token", "type"];

    /// <summary>Of newer releases and of Enterprise: not said of any release from 1.11.0 on, nor of Enterprise.</summary>
    private static readonly ImmutableArray<string> Newer = ["filter", "namespace", "partition", "peer", "token_file"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            if (agent.Config["watches"] is ListValue watches)
                foreach (var watch in watches.Items.OfType<MapValue>()) Check(agent, watch, report);
    }

    private static void Check(Agent agent, MapValue watch, Report report)
    {
        var known = Types.Where(t => t.Type != "agent_service" || agent.Version.Has(Feature.AgentServiceWatch)).ToList();
        if (!DefinitionKeys.Has(watch, "type"))
        {
            Tell(null, "has no type", "give it one of " + string.Join(", ", known.Select(t => t.Type)));
            return;
        }

        if (watch["type"] is not ScalarValue { Text: var word }) return;
        if (known.FirstOrDefault(t => t.Type == word) is not { Type: not null } type)
        {
            Tell(
                "type",
                $"has the type \"{Shortened.Of(word)}\", which no agent takes",
                Suggestion.For(word, known.Select(t => t.Type)) is { } close
                    ? $"did you mean \"{close}\"?"
                    : "use one of " + string.Join(", ", known.Select(t => t.Type)));
            return;
        }

        if (type.Needs is { } needed && !DefinitionKeys.Has(watch, needed))
            Tell(null, $"is of the type {word}, but has no {needed}", $"say which one with {needed}:");
        if (word == "checks" && DefinitionKeys.Has(watch, "service") && DefinitionKeys.Has(watch, "state"))
            Tell("state", "names a service and a state, but takes one of the two", "remove one");
        foreach (var entry in watch.Entries.Where(e => !IsKnown(agent, e.Key, type)))
            Tell(
                entry.Key,
                $"has \"{Shortened.Of(entry.Key)}\", which a watch of the type {word} does not take",
                Suggestion.For(entry.Key, [.. Common, .. type.Takes]) is { } close ? $"did you mean \"{close}\"?" : "remove it");
        CheckHandler(agent, watch, Tell);

        void Tell(string? key, string problem, string help) =>
            report(
                ((key is null ? watch.Span : watch.Find(key)?.KeySpan) ?? SourceSpan.None).PlaceOr(agent),
                $"the watch {problem}: the agent refuses to start, though consul validate finds nothing",
                help);
    }

    private static bool IsKnown(Agent agent, string key, (string Type, string? Needs, ImmutableArray<string> Takes) type) =>
        Common.Contains(key)
        || key == type.Needs
        || type.Takes.Contains(key)
        || KeyPlaceholder.IsIn(key)
        || (Newer.Contains(key) && (agent.Version.IsEnterprise || agent.Version.Has(Feature.PartitionInWatches)));

    private static void CheckHandler(Agent agent, MapValue watch, Action<string?, string, string> tell)
    {
        var (args, handler, http) = (watch["args"] is not null, DefinitionKeys.Has(watch, "handler"), watch["http_handler_config"]);
        switch (watch.Text("handler_type"))
        {
            case "http" when http is null:
                tell("handler_type", "is to call a URL, but has no http_handler_config", "add http_handler_config: { path: \"http://...\" }");
                break;
            case "http" when http is MapValue call && !DefinitionKeys.Has(call, "path"):
                tell("http_handler_config", "has no path in http_handler_config", "write the URL as path:");
                break;
            case "http":
                break;
            case null or "" or "script" when !args && !handler:
                tell(null, "has nothing to run", "give it args: [command, argument]");
                break;
            case null or "" or "script" when args && handler:
                tell("handler", "has args and a handler, but takes one of the two", "remove handler, which is deprecated");
                break;
            // 1.8.4 and 1.10.11 take these.
            case null or "" or "script" when args && watch["args"] is not ListValue { Items.IsEmpty: false } && !agent.Version.Has(Feature.WatchArgsUnchecked):
                tell("args", "has args that are no list of words", "write args: [command, argument]");
                break;
            case null or "" or "script":
                break;
            case { } other:
                tell("handler_type", $"has the handler_type \"{Shortened.Of(other)}\"", "use one of http, script");
                break;
        }
    }
}
