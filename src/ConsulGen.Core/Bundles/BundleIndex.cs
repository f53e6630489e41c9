using ConsulGen.Core.Threads;
namespace ConsulGen.Core.Bundles;

/// <summary>What a bundle's files are, without what stands in them.</summary>
/// <param name="Files">In ordinal order of paths, the manifest among them.</param>
/// <param name="Manifest">Which only the whole index makes.</param>
public sealed record BundleIndex(ImmutableArray<BundleEntry> Files, BundleFile Manifest)
{
    /// <summary>In place of the number of a part.</summary>
    public const int PartOfManifest = -1;

    /// <summary>The parts of a bundle of a few kilobytes.</summary>
    private const int Few = 30;

    internal static BundleIndex Of(Bundle bundle, Action<BundleFile>? look)
    {
        var made = new BundleEntry[bundle.Parts][];
        Workers.For(made.Length, part =>
        {
            var files = bundle.Part(part);
            made[part] = new BundleEntry[files.Count];
            for (var i = 0; i < files.Count; i++)
            {
                look?.Invoke(files[i]);
                made[part][i] = new BundleEntry(files[i].Path, files[i].Content.Hash(made.Length <= Few), files[i].Executable, part);
            }
        });

        var files = ImmutableArray.CreateBuilder<BundleEntry>(made.Sum(m => m.Length) + 1);
        foreach (var part in made) files.AddRange(part);
        CheckOrder(files);
        var manifest = new BundleFile(Bundles.Manifest.FileName, new Content(Bundles.Manifest.Write(files)));
        var at = 0;
        while (at < files.Count && string.CompareOrdinal(files[at].Path, manifest.Path) < 0) at++;
        files.Insert(at, new BundleEntry(manifest.Path, manifest.Content.Hash(made.Length <= Few), manifest.Executable, PartOfManifest));
        return new BundleIndex(files.MoveToImmutable(), manifest);
    }

    private static void CheckOrder(ImmutableArray<BundleEntry>.Builder files)
    {
        for (var i = 1; i < files.Count; i++)
            if (string.CompareOrdinal(files[i - 1].Path, files[i].Path) >= 0)
                throw new InvalidOperationException($"{files[i].Path} stands twice, or out of order");
    }
}

/// <summary>A file of a bundle.</summary>
/// <param name="Sha256">Of its bytes, in lower-case hex.</param>
/// <param name="Executable">Mode 0755, else 0644.</param>
/// <param name="Part">That it is made with.</param>
public readonly record struct BundleEntry(string Path, string Sha256, bool Executable, int Part);
