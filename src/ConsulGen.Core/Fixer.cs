using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core;

/// <summary>Puts right what has one exact remedy, and leaves every other character as it is.</summary>
public static class Fixer
{
    /// <summary>The files with the fixes in them, in their order, and how many were made in each.</summary>
    public static ImmutableArray<(SourceText Source, int Count)> Run(IReadOnlyList<SourceText> sources, string defaultName)
    {
        var files = sources.Select(s => (Source: s, Count: 0)).ToImmutableArray();
        // A key that is put right shows what stands below it, level by level.
        for (var pass = 0; pass < YamlReader.MaxDepth; pass++)
        {
            var findings = Compilation.Run([.. files.Select(f => f.Source)], defaultName).Findings;
            var next = files.Select(f => Fixes.Apply(f.Source, findings) is var (source, count) ? (source, f.Count + count) : f).ToImmutableArray();
            if (next.SequenceEqual(files)) break;
            files = next;
        }

        return files;
    }
}
