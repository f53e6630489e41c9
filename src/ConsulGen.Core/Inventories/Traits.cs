using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core.Inventories;

/// <summary>
/// The inventory's <c>traits</c>: sets of values that levels take by name. For a level they are more levels, between what it inherits
/// and what it sets itself; those of a trait's own traits come before it. All that take the same traits at the same place share them.
/// </summary>
internal sealed class Traits
{
    private readonly SortedDictionary<string, Trait> _traits = new(StringComparer.Ordinal);
    private readonly Dictionary<(Level Above, string Name), Level> _taken = [];
    private readonly FindingBag _findings;

    /// <summary>There are too many: that is said, and nothing more of them.</summary>
    private bool _isExceeded;

    /// <param name="read">The level that a mapping and a label make, under nothing.</param>
    public Traits(YamlMapping root, Func<YamlMapping, string, Level> read, FindingBag findings)
    {
        _findings = findings;
        if (root["traits"] is not YamlMapping traits) return;
        if (traits.Entries.Length > Limits.Traits)
        {
            _isExceeded = true;
            Limits.Report(
                findings,
                traits.Span,
                $"{Limits.Count(Limits.Traits)} traits",
                "join those that are taken together, or split the inventory into one file per cluster, and build each");
            return;
        }

        foreach (var (key, value) in traits.Entries)
        {
            var map = value as YamlMapping ?? new YamlMapping(key.Span, []);
            _traits[key.Text] = new Trait(key, read(map, "trait " + key.Text)) { Names = Names(map) };
        }

        // In the order of the file.
        foreach (var (key, _) in traits.Entries) Resolve(_traits[key.Text], []);
    }

    private sealed class Trait(YamlScalar key, Level level)
    {
        public YamlScalar Key { get; } = key;

        public Level Level { get; } = level;

        /// <summary>Of the traits that it takes itself.</summary>
        public required ImmutableArray<YamlScalar> Names { get; init; }

        /// <summary>Those of them that can be taken; null before that is known.</summary>
        public List<Trait>? Taken { get; set; }

        public bool IsUsed { get; set; }
    }

    /// <summary>What a level inherits: the traits that it takes, over the level above it.</summary>
    public Level Under(YamlMapping map, Level above)
    {
        var names = Names(map);
        if (names.IsEmpty) return above;
        var seen = new HashSet<Trait>(ReferenceEqualityComparer.Instance);
        foreach (var name in names)
            if (Find(name) is { } trait) above = Take(trait, above, seen);
        if (_taken.Count <= Limits.TraitLevels || _isExceeded) return above;
        _isExceeded = true;
        Limits.Report(
            _findings,
            names[0].Span,
            $"{Limits.Count(Limits.TraitLevels)} traits at the levels that take them",
            "let fewer levels take traits that take many themselves, or split the inventory into one file per cluster, and build each");
        return above;
    }

    public void ReportUnused()
    {
        foreach (var trait in _traits.Values.Where(t => !t.IsUsed))
            _findings.Add(
                "unused-trait",
                trait.Key.Span,
                $"no level and no host takes the trait \"{Shortened.Of(trait.Key.Text)}\"",
                $"let those take it that it is meant for, traits: [{Shortened.Of(trait.Key.Text)}], or remove it");
    }

    /// <param name="seen">What the level has taken already: of two ways to a trait the first one counts.</param>
    private Level Take(Trait trait, Level above, HashSet<Trait> seen)
    {
        trait.IsUsed = true;
        if (!seen.Add(trait)) return above;
        foreach (var inner in trait.Taken ?? []) above = Take(inner, above, seen);
        return _taken.TryGetValue((above, trait.Key.Text), out var known) ? known : _taken[(above, trait.Key.Text)] = trait.Level with { Parent = above };
    }

    /// <param name="path">The traits whose own ones are being looked up.</param>
    private void Resolve(Trait trait, List<Trait> path)
    {
        if (trait.Taken is not null) return;
        path.Add(trait);
        var taken = new List<Trait>();
        foreach (var name in trait.Names)
        {
            if (Find(name) is not { } inner) continue;
            if (path.IndexOf(inner) is >= 0 and var at)
            {
                var circle = path.Skip(at).Append(inner).Select(t => $"\"{Shortened.Of(t.Key.Text)}\"");
                foreach (var one in path) one.IsUsed = true;
                _findings.Add("trait-circle", name.Span, $"traits take each other in a circle: {string.Join(" takes ", circle)}", "remove it here");
                continue;
            }

            Resolve(inner, path);
            taken.Add(inner);
        }

        path.RemoveAt(path.Count - 1);
        trait.Taken = taken;
    }

    private Trait? Find(YamlScalar name)
    {
        if (_isExceeded) return null;
        if (_traits.TryGetValue(name.Text, out var trait)) return trait;
        var close = Suggestion.For(name.Text, _traits.Keys);
        if (close is not null) _traits[close].IsUsed = true;
        _findings.Add(
            "undefined-trait",
            name.Span,
            $"the trait \"{Shortened.Of(name.Text)}\" is not defined",
            close is not null ? $"did you mean \"{close}\"?"
                : _traits.Count == 0 ? "define it under traits at the top"
                : "expected one of " + string.Join(", ", _traits.Keys.Take(MostNames)) + (_traits.Count > MostNames ? ", …" : ""),
            close is not null && string.Equals(close, name.Text, StringComparison.OrdinalIgnoreCase) ? Fix.Word(name.Span, name.Text, close) : null);
        return null;
    }

    private const int MostNames = 12;

    /// <summary>The names in a level's list; one name alone is the schema's finding, and meant so all the same.</summary>
    private static ImmutableArray<YamlScalar> Names(YamlMapping map) => map["traits"] switch
    {
        YamlSequence list => [.. list.Items.OfType<YamlScalar>()],
        YamlScalar name when CoreSchema.Resolve(name).Kind == ScalarKind.String => [name],
        _ => [],
    };
}
