using System.Text.Json;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Consul.Keys;

/// <summary>A key of a configuration entry.</summary>
/// <param name="Path">Such as <c>service-router.routes[].match</c>; <c>.*</c> is each entry of a map.</param>
/// <param name="Type">string, int, float, bool, duration, object, list&lt;…&gt;, map, map&lt;…&gt; or any.</param>
internal sealed record EntryKey(string Path, string Type, FirstReleases Since)
{
    /// <summary>The first releases that take it with underscores between its words, where they are not those of the key.</summary>
    public FirstReleases? UnderscoresSince { get; init; }

    public string Name { get; } = Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The prefix of the keys in its value; null where that holds none, or any.</summary>
    public string? Inside => Type switch
    {
        "object" => Path + ".",
        "list<object>" => Path + "[].",
        "map<string,object>" => Path + ".*.",
        _ => null,
    };
}

/// <summary>
/// The table of the keys of configuration entries (<c>config_entries.bootstrap</c>), read from the embedded <c>config-entry-keys.json</c>
/// when first asked for. Kinds that only Consul writes are not in it, nor what Enterprise alone has.
/// </summary>
internal sealed class EntryKeys
{
    private static readonly Lazy<EntryKeys> Table = new(Read);

    private readonly ILookup<string, EntryKey> _below;

    private EntryKeys(ConsulVersion readUpTo, IEnumerable<EntryKey> keys) =>
        (ReadUpTo, _below) = (readUpTo, keys.ToLookup(k => k.Path[..^k.Name.Length], StringComparer.Ordinal));

    public static EntryKeys Instance => Table.Value;

    /// <summary>The last release whose keys were read in the source; later ones may have more.</summary>
    public ConsulVersion ReadUpTo { get; }

    /// <summary>Those directly below a prefix: <c>"service-router."</c>, <c>"service-router.routes[]."</c>.</summary>
    public IEnumerable<EntryKey> Below(string prefix) => _below[prefix];

    /// <summary>Consul takes a key in any case, and with or without the underscores of a name that has them.</summary>
    public static bool IsSpelling(string written, string key) =>
        string.Equals(written, key, StringComparison.OrdinalIgnoreCase)
        || string.Equals(written, key.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static EntryKeys Read()
    {
        using var stream = Resources.Open("config-entry-keys.json");
        using var document = JsonDocument.Parse(stream);
        return new(
            ConsulVersion.Parse(Text(document.RootElement, "read_up_to")) ?? throw new InvalidDataException("config-entry-keys.json: read_up_to is no version"),
            document.RootElement.GetProperty("keys").EnumerateObject()
                .Select(k => new EntryKey(k.Name, Text(k.Value, "type"), FirstReleases.Parse(Text(k.Value, "since")))
                {
                    UnderscoresSince = k.Value.TryGetProperty("underscores_since", out var releases) ? FirstReleases.Parse(releases.GetString() ?? "") : null,
                }));

        static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
    }
}
