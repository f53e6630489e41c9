using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core;

/// <summary>
/// Puts right what has one exact remedy, and leaves every other character as it is. A remedy is right by itself, but not always where
/// it stands: one that shows errors which nobody saw before is left to the author.
/// </summary>
public sealed class Fixer
{
    private readonly string _defaultName;
    private readonly HashSet<Place> _refused = [];

    private Fixer(string defaultName) => _defaultName = defaultName;

    /// <summary>A fix, in whatever state of the file: no fix changes where a line is.</summary>
    private readonly record struct Place(string Path, int Line, string Before, string After);

    /// <summary>Files, and how many fixes were made in each.</summary>
    private sealed record State(ImmutableArray<(SourceText Source, int Count)> Files, ImmutableArray<Finding> Findings)
    {
        public HashSet<(string Rule, string Message)> Errors { get; } =
            [.. Findings.Where(f => f.Severity == Severity.Error).Select(f => (f.Rule, f.Shared ?? f.Message))];
    }

    /// <summary>The files with the fixes in them, in their order, and how many were made in each.</summary>
    public static ImmutableArray<(SourceText Source, int Count)> Run(IReadOnlyList<SourceText> sources, string defaultName)
    {
        var fixer = new Fixer(defaultName);
        var state = fixer.Judged([.. sources.Select(s => (s, 0))]);
        for (var pass = 0; pass < YamlReader.MaxDepth && fixer.Fixes(state) is { Count: > 0 } fixes; pass++)
        {
            var refused = fixer._refused.Count;
            var next = fixer.Try(state, fixes, [.. fixes]);
            if (next.Files.SequenceEqual(state.Files) && refused == fixer._refused.Count) break;
            state = next;
        }

        return state.Files;
    }

    /// <summary>With those fixes that make no error; the others are refused from now on.</summary>
    /// <param name="waiting">They all, and those that get their turn without these.</param>
    private State Try(State state, List<Place> places, HashSet<Place> waiting)
    {
        var all = Settled(Applied(state, [.. places]), waiting);
        if (all.Errors.IsSubsetOf(state.Errors)) return all;
        if (places.Count == 1)
        {
            _refused.Add(places[0]);
            return state;
        }

        var half = places.Count / 2;
        var first = Try(state, places[..half], waiting);
        return Try(first, places[half..], waiting);
    }

    /// <summary>With all that fixes show: a key that is put right shows what stands below it, level by level.</summary>
    private State Settled(State state, HashSet<Place> waiting)
    {
        for (var pass = 0; pass < YamlReader.MaxDepth; pass++)
        {
            if (Fixes(state).FindAll(p => !waiting.Contains(p)) is not { Count: > 0 } fixes) break;
            var next = Applied(state, [.. fixes]);
            if (next.Files.SequenceEqual(state.Files)) break;
            state = next;
        }

        return state;
    }

    private State Applied(State state, HashSet<Place> places)
    {
        var findings = state.Findings.Where(f => f.Fix is { } fix && places.Contains(Of(fix))).ToList();
        return Judged([.. state.Files.Select(f => Diagnostics.Fixes.Apply(f.Source, findings) is var (source, count) ? (source, f.Count + count) : f)]);
    }

    private List<Place> Fixes(State state) =>
        [.. state.Findings.Select(f => f.Fix).OfType<Fix>().Select(Of).Distinct().Where(p => !_refused.Contains(p))];

    private State Judged(ImmutableArray<(SourceText Source, int Count)> files) =>
        new(files, Compilation.Run([.. files.Select(f => f.Source)], _defaultName).Findings);

    private static Place Of(Fix fix) => new(fix.Span.Source?.Path ?? "", fix.Span.Line, fix.Span.Text, fix.Text);
}
