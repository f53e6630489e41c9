using System.Runtime.InteropServices;
using System.Text.Json;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Consul.Keys;

/// <summary>The table of agent keys, read from the embedded <c>agent-keys.json</c> when first asked for.</summary>
public sealed class AgentKeys
{
    private static readonly Lazy<AgentKeys> Table = new(Read);

    // Plain dictionaries: a frozen one costs more to make at every start than its look-ups save.
    private readonly Dictionary<string, AgentKey> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<AgentKey>> _children = new(StringComparer.Ordinal);

    private AgentKeys(ImmutableArray<AgentKey> keys)
    {
        All = keys;
        foreach (var key in keys) _byPath.Add(key.Path, key);
        foreach (var group in keys.GroupBy(k => k.Path[..^k.Name.Length], StringComparer.Ordinal)) _children.Add(group.Key, [.. group]);
    }

    public static AgentKeys Instance => Table.Value;

    /// <summary>In ordinal order of paths.</summary>
    public ImmutableArray<AgentKey> All { get; }

    public AgentKey? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>The key of this name below a prefix, without the work of making its path.</summary>
    public AgentKey? Find(string prefix, string name)
    {
        Span<char> path = stackalloc char[128];
        // No key of Consul's is as long.
        if (prefix.Length + name.Length > path.Length) return null;
        prefix.CopyTo(path);
        name.CopyTo(path[prefix.Length..]);
        return _byPath.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path[..(prefix.Length + name.Length)], out var key) ? key : null;
    }

    /// <summary>The key of a check that a name stands for without being it: checks are read in any case, and by names of their own.</summary>
    public AgentKey? MeantBy(string prefix, string name) => prefix == "check."
        ? Below(prefix).FirstOrDefault(k => k.Aliases.Append(k.Name).Contains(name, StringComparer.OrdinalIgnoreCase))
        : null;

    /// <summary>The keys directly below a prefix: <c>""</c> at the top, <c>"ports."</c>, <c>"service.checks[]."</c>.</summary>
    public ImmutableArray<AgentKey> Below(string prefix) => _children.GetValueOrDefault(prefix, []);

    /// <summary>The keys that may stand in an object at this key; none where anything may, or where the key holds no object.</summary>
    public ImmutableArray<AgentKey> In(AgentKey key) => PrefixOf(key) is { } prefix ? Below(prefix) : [];

    /// <summary>
    /// The prefix below which the keys of an object at this key are listed, or null where anything may stand
    /// (or where the key holds no object).
    /// </summary>
    public static string? PrefixOf(AgentKey key) => key.Type switch
    {
        "object" => key.Path + ".",
        "list<object>" => key.Path + "[].",
        "map<string,object>" => key.Path + ".*.",
        "object<service>" or "list<service>" => "service.",
        "object<check>" or "list<check>" => "check.",
        _ => null,
    };

    private static AgentKeys Read()
    {
        using var stream = Resources.Open("agent-keys.json");
        using var document = JsonDocument.Parse(stream);
        var keys = ImmutableArray.CreateBuilder<AgentKey>();
        foreach (var key in document.RootElement.GetProperty("keys").EnumerateObject()) keys.Add(ReadKey(key.Name, key.Value));
        keys.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return new AgentKeys(keys.ToImmutable());
    }

    private static AgentKey ReadKey(string path, JsonElement json) =>
        new(path, Text(json, "type"), FirstReleases.Parse(Text(json, "since")), Text(json, "description"))
        {
            Removed = Version(json, "removed"),
            ToleratedFrom = Version(json, "tolerated_from"),
            Deprecated = Version(json, "deprecated"),
            WarnsSince = Version(json, "warns_since"),
            Replacements = Replacements(json),
            ReloadableSince = Version(json, "reloadable_since"),
            WithoutEffectSince = Version(json, "without_effect_since"),
            IsForServers = Flag(json, "server_only"),
            IsForClients = Flag(json, "client_only"),
            IsRefusedElsewhere = Flag(json, "refused_elsewhere"),
            IsSecret = Flag(json, "secret"),
            IsInternal = Flag(json, "internal"),
            IsEnterprise = Flag(json, "enterprise"),
            IsRefusedByCommunity = json.TryGetProperty("ce_effect", out var effect) && effect.GetString() == "error",
            Aliases = Texts(json, "aliases"),
            Values = Texts(json, "values"),
            Default = json.TryGetProperty("default", out var standard) ? Default(standard) : null,
            Example = json.TryGetProperty("example", out var example) ? example.GetRawText() : null,
        };

    /// <summary>As an inventory would have it; .NET's text of a boolean is <c>True</c>.</summary>
    private static string Default(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() ?? "" : json.GetRawText();

    private static ImmutableArray<KeyReplacement> Replacements(JsonElement json)
    {
        if (!json.TryGetProperty("replacement", out var replacement)) return [];
        return replacement.ValueKind == JsonValueKind.String
            ? [new KeyReplacement(ConsulVersion.Oldest, replacement.GetString() ?? "")]
            : Items(replacement, r => new KeyReplacement(Version(r, "since") ?? ConsulVersion.Oldest, Text(r, "key"))
            {
                Companions = r.TryGetProperty("with", out var companions)
                    ? Items(companions, c => new KeyCompanion(Text(c, "key"), Text(c, "value"), Text(c, "as")))
                    : [],
                Difference = r.TryGetProperty("difference", out var difference) ? difference.GetString() : null,
            });
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var texts) ? Items(texts, t => t.GetString() ?? "") : [];

    // No LINQ: over structures, it would be compiled at every start.
    private static ImmutableArray<T> Items<T>(JsonElement json, Func<JsonElement, T> read)
    {
        var items = new T[json.GetArrayLength()];
        for (var i = 0; i < items.Length; i++) items[i] = read(json[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static ConsulVersion? Version(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? Parse(value.GetString()) : null;

    private static ConsulVersion Parse(string? text) =>
        ConsulVersion.Parse(text ?? "") ?? throw new InvalidDataException($"agent-keys.json: \"{text}\" is no version");
}
