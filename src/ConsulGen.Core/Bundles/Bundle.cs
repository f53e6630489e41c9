namespace ConsulGen.Core.Bundles;

/// <summary>
/// All that a build writes below <c>DIR/&lt;name&gt;/</c>, the manifest included, in ordinal order of paths. It exists only when no error does.
/// </summary>
public sealed record Bundle(string Name, ImmutableArray<BundleFile> Files);
