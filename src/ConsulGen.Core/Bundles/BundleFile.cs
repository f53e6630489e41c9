namespace ConsulGen.Core.Bundles;

/// <summary>A file of a bundle. <see cref="Path"/> is relative to the bundle, with <c>/</c>; the text is LF only and is written as UTF-8 without BOM.</summary>
public sealed record BundleFile(string Path, string Text, bool Executable = false);
