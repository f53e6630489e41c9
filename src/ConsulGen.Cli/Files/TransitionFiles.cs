using System.Collections.Immutable;
using ConsulGen.Cli.Inputs;
using ConsulGen.Core;
using ConsulGen.Core.Planning.Transitions;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Files;

/// <summary>
/// Writes the phases of a transition: <c>1-certificates.yml</c>, or a folder of that name for an inventory of several files, and
/// <c>README.md</c> with what to do. It overwrites nothing that says something else.
/// </summary>
/// <param name="bundle">Its name, which the phases keep, though their files are called otherwise.</param>
internal sealed class TransitionFiles(string folder, string bundle)
{
    /// <returns>The path of each phase, and what was made of it.</returns>
    public IReadOnlyList<(string Path, Compilation Phase)> Write(Transition transition, ImmutableArray<Phase> phases)
    {
        var files = new List<(string Path, string Text)>();
        var written = new List<(string Path, Compilation Phase)>();
        var readme = new TextBuilder()
            .Line($"# {transition.Title}")
            .Line()
            .Line("Deploy the inventories in this order, each when the one before is done. Before each: `consulgen plan`.");
        foreach (var (i, phase) in phases.Index())
        {
            var name = FormattableString.Invariant($"{i + 1}-{phase.Name}");
            var sources = Named(phase.Sources);
            var paths = sources.Length == 1
                ? [Path.Join(folder, name + ".yml")]
                : sources.Select(s => Path.Join(folder, name, Path.GetFileName(s.Path))).ToArray();
            files.AddRange(paths.Zip(sources, (path, source) => (path, source.Text)));
            written.Add((sources.Length == 1 ? paths[0] : Path.Join(folder, name), Compilation.Run(sources, bundle)));
            readme.Line().Line($"## {name}").Line();
            foreach (var (number, step) in phase.Steps.Index()) readme.Line(FormattableString.Invariant($"{number + 1}. {step}"));
        }

        files.Add((Path.Join(folder, "README.md"), readme.ToString()));
        LinkPolicy.Check(folder);
        foreach (var (path, _) in files) LinkPolicy.CheckToWrite(path);
        if (files
            .Where(f => File.Exists(f.Path) && File.ReadAllText(f.Path) != f.Text)
            .Select(f => f.Path)
            .Concat(Strangers(written, files))
            .FirstOrDefault() is { } other)
            throw new InputException($"{other} is there, and says something else; remove it, or choose another folder");
        foreach (var (path, text) in files) WriteFile(path, text);
        return written;
    }

    /// <summary>Files in a phase's folder that the phase does not have, and would be read with it.</summary>
    private static IEnumerable<string> Strangers(List<(string Path, Compilation Phase)> phases, List<(string Path, string Text)> files) => phases
        .Where(p => Directory.Exists(p.Path))
        .SelectMany(p => Directory.GetFiles(p.Path))
        .Except(files.Select(f => f.Path), StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>An inventory without a name is called after its file, which is another one for each phase.</summary>
    private ImmutableArray<SourceText> Named(ImmutableArray<SourceText> sources)
    {
        if (HasName(sources)) return sources;
        var lines = sources[0].Text.Split('\n').ToList();
        var first = lines.FindIndex(l => l.Length > 0 && char.IsAsciiLetter(l[0]));
        if (first >= 0) lines.Insert(first, $"name: \"{bundle}\"" + (lines[first].EndsWith('\r') ? "\r" : ""));
        var named = sources.SetItem(0, new SourceText(sources[0].Path, string.Join('\n', lines)));
        return HasName(named)
            ? named
            : throw new InputException($"{sources[0].Path} has no name, and each phase would be called after its file; add name: \"{bundle}\" to it");
    }

    private bool HasName(ImmutableArray<SourceText> sources) => Compilation.Run(sources, bundle + "-unnamed").Topology?.Name == bundle;

    private static void WriteFile(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot write {path}: {e.Message}");
        }
    }
}
