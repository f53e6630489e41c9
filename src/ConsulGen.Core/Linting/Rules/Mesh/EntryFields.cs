using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Mesh;

/// <summary>A configuration entry, or a map in one, whose keys Consul takes in any case (lib/decode, mapstructure).</summary>
internal readonly struct EntryFields(MapValue map)
{
    public MapValue Map => map;

    public string Kind => Text("kind");

    public Value? this[string key]
    {
        get
        {
            foreach (var entry in map.Entries)
                if (EntryKeys.IsSpelling(entry.Key, key)) return entry.Value;
            return null;
        }
    }

    /// <summary>Those that an agent's configuration has.</summary>
    public static IEnumerable<EntryFields> Of(Agent agent) =>
        agent.Config.At("config_entries", "bootstrap") is ListValue entries ? entries.Items.OfType<MapValue>().Select(m => new EntryFields(m)) : [];

    /// <summary>Empty where it is not there, or a secret.</summary>
    public string Text(string key) => this[key] is ScalarValue { Kind: not ScalarKind.Null } scalar ? scalar.Text : "";

    /// <summary>Consul sees more than its default.</summary>
    public bool Has(string key) => this[key] switch
    {
        null or ScalarValue { Kind: ScalarKind.Null } or ScalarValue { Text: "" or "0" or "false" } => false,
        ListValue list => !list.Items.IsEmpty,
        MapValue inner => !inner.IsEmpty,
        _ => true,
    };

    public EntryFields In(string key) => new(this[key] as MapValue ?? MapValue.Empty);

    public IEnumerable<EntryFields> Each(string key) => this[key] is ListValue list ? list.Items.OfType<MapValue>().Select(m => new EntryFields(m)) : [];

    /// <summary>How many of these keys are set.</summary>
    public int Count(params ReadOnlySpan<string> keys)
    {
        var count = 0;
        foreach (var key in keys)
            if (Has(key)) count++;
        return count;
    }
}
