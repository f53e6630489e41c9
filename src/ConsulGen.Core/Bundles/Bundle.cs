namespace ConsulGen.Core.Bundles;

/// <summary>
/// All that a build writes below <c>DIR/&lt;name&gt;/</c>. Its files come in parts, such as those of one host, and are made anew each
/// time that a part is asked for, so that nobody has to hold all of them. It exists only when no error does.
/// </summary>
/// <param name="parts">How many there are.</param>
/// <param name="make">The files of a part, from 0, always the same; several threads may ask at once. One part after the other, files are in
/// ordinal order of paths.</param>
public sealed class Bundle(string name, int parts, Func<int, IReadOnlyList<BundleFile>> make)
{
    public string Name { get; } = name;

    public int Parts { get; } = parts;

    public IReadOnlyList<BundleFile> Part(int number) => make(number);

    /// <param name="look">Is shown every file but the manifest as it is made, on several threads.</param>
    public BundleIndex Index(Action<BundleFile>? look = null) => BundleIndex.Of(this, look);
}
