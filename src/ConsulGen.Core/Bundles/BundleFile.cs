namespace ConsulGen.Core.Bundles;

/// <summary>A file of a bundle. <see cref="Path"/> is relative to the bundle, with <c>/</c>; the text is LF only.</summary>
public sealed record BundleFile(string Path, Content Content, bool Executable = false)
{
    public BundleFile(string path, string text, bool executable = false)
        : this(path, new Content(text), executable)
    {
    }

    public string Text => Content.Text;
}
