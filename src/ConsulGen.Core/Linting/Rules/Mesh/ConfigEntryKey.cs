using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Mesh;

/// <summary>Validate refuses what it does not know ("invalid config key"), in all releases: agent/structs/config_entry.go.</summary>
internal sealed class ConfigEntryKey()
    : LintRule("config-entry-key", Severity.Error, "A configuration entry has a key that the target version does not know")
{
    /// <summary>Of all entries, and of what an entry names.</summary>
    private static readonly ImmutableArray<string> OfEnterprise = ["namespace", "partition"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            foreach (var entry in EntryFields.Of(agent))
                Check(agent, entry.Map, entry.Kind + ".", report);
    }

    private static void Check(Agent agent, MapValue map, string prefix, Report report)
    {
        var known = EntryKeys.Instance.Below(prefix).ToList();
        // Where the kind itself is not known to the release, config-entry-form says so.
        if (!known.Exists(k => k.Since.Include(agent.Version.Covered))) return;
        foreach (var entry in map.Entries)
        {
            if (known.Find(k => EntryKeys.IsSpelling(entry.Key, k.Name)) is not { } key) CheckUnknown(agent, entry, prefix, known, report);
            else if (!key.Since.Include(agent.Version.Covered)) CheckNew(agent, entry, key, report);
            else if (entry.Key.Contains('_', StringComparison.Ordinal) && key.UnderscoresSince?.Include(agent.Version) is false)
                CheckUnderscores(agent, entry, key, report);
            else if (key.Inside is { } inside) CheckInside(agent, entry.Value, key, inside, report);
            else CheckForm(agent, entry, key, report);
        }
    }

    private static void CheckInside(Agent agent, Value value, EntryKey key, string inside, Report report)
    {
        switch (value)
        {
            case MapValue map when key.Type == "map<string,object>":
                foreach (var entry in map.Entries)
                    if (entry.Value is MapValue item) Check(agent, item, inside, report);
                break;

            // A list of one stands for its item, and an item for a list of one (decode.HookWeakDecodeFromSlice).
            case MapValue map:
                Check(agent, map, inside, report);
                break;
            case ListValue list:
                foreach (var item in list.Items.OfType<MapValue>()) Check(agent, item, inside, report);
                break;
            case ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 } scalar:
                report(
                    agent.PlaceOf(scalar),
                    $"{key.Name} of the {KindOf(key)} is \"{Shortened.Of(scalar.Text)}\", but takes {(key.Type.StartsWith('l') ? "a list of maps" : "a map")}: "
                        + $"the agent refuses to start",
                    $"write what it takes below it");
                break;
        }
    }

    private static void CheckForm(Agent agent, Entry entry, EntryKey key, Report report)
    {
        if (entry.Value is not ScalarValue { Kind: not ScalarKind.Null } scalar) return;
        if (key.Type == "map")
            report(
                agent.PlaceOf(scalar),
                $"{key.Name} of the {KindOf(key)} is \"{Shortened.Of(scalar.Text)}\", but takes a map: the agent refuses to start",
                "write what it takes below it");
        if (key.Type == "duration" && scalar.Kind == ScalarKind.String && Consul.Values.GoDuration.Seconds(scalar.Text) is null)
            report(
                agent.PlaceOf(scalar),
                $"{key.Name} of the {KindOf(key)} is \"{Shortened.Of(scalar.Text)}\", which is no duration: the agent refuses to start",
                "write a number with its unit, such as 5s");
    }

    private static void CheckNew(Agent agent, Entry entry, EntryKey key, Report report) =>
        report(
            entry.KeySpan.PlaceOr(agent),
            $"{key.Name} of the {KindOf(key)} came with Consul {key.Since}, but the target is {agent.Version}, which refuses to start on an unknown key",
            $"remove it, or set consul.version to {key.Since.After(agent.Version)} or later");

    private static void CheckUnderscores(Agent agent, Entry entry, EntryKey key, Report report)
    {
        var joined = key.Name.Replace("_", "", StringComparison.Ordinal);
        report(
            entry.KeySpan.PlaceOr(agent),
            $"Consul {agent.Version} does not take {key.Name} of the {KindOf(key)} with underscores between its words: the agent refuses to start",
            $"write {joined}");
    }

    private static void CheckUnknown(Agent agent, Entry entry, string prefix, List<EntryKey> known, Report report)
    {
        // Some kinds have no place for it, but take it.
        if (string.Equals(entry.Key, "kind", StringComparison.OrdinalIgnoreCase)) return;
        var kind = prefix[..prefix.IndexOf('.', StringComparison.Ordinal)];
        if (OfEnterprise.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (!agent.Version.IsEnterprise)
                report(
                    entry.KeySpan.PlaceOr(agent),
                    $"{Shortened.Of(entry.Key)} of the {kind} is for Consul Enterprise: the community edition refuses to start with it here",
                    $"remove it, or name the edition: version: \"{agent.Version}+ent\"");
            return;
        }

        var names = known.Where(k => k.Since.Include(agent.Version.Covered)).Select(k => k.Name).ToList();
        var close = Suggestion.For(entry.Key, names);
        // Of what is newer than the table, and of Enterprise, only what is near to a known one is surely a slip.
        if (close is null && (agent.Version > EntryKeys.Instance.ReadUpTo || agent.Version.IsEnterprise)) return;
        report(
            entry.KeySpan.PlaceOr(agent),
            $"the {kind} has no key \"{prefix[(kind.Length + 1)..]}{Shortened.Of(entry.Key)}\": the agent refuses to start on an unknown key",
            close is null ? "use one of " + string.Join(", ", names) : $"did you mean \"{close}\"?");
    }

    private static string KindOf(EntryKey key) => key.Path[..key.Path.IndexOf('.', StringComparison.Ordinal)];
}
