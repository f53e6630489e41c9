using ConsulGen.Core.Bundles;

namespace ConsulGen.Cli.Files;

/// <summary>Paths inside a bundle: relative, with <c>/</c>, never leaving it.</summary>
internal static class RelativePath
{
    /// <summary>The folder of a path; <c>""</c> for the bundle itself.</summary>
    public static string Parent(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path[..slash];
    }

    /// <summary>Adds the folders above a path, the bundle itself included.</summary>
    public static void AddParents(HashSet<string> folders, string path)
    {
        while (path.Length > 0)
        {
            path = Parent(path);
            if (!folders.Add(path)) return;
        }
    }

    /// <summary>
    /// Core has checked every name already. Should it ever fail to, this stops the writer before it touches a file outside.
    /// </summary>
    /// <exception cref="InvalidOperationException">A defect in ConsulGen.</exception>
    public static void Check(Bundle bundle)
    {
        if (!IsPlain(bundle.Name)) throw new InvalidOperationException($"the bundle's name \"{bundle.Name}\" is no plain file name");
        var files = new HashSet<string>(bundle.Files.Length, StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in bundle.Files)
        {
            foreach (var part in file.Path.AsSpan().Split('/'))
                if (!IsPlain(file.Path.AsSpan(part))) throw new InvalidOperationException($"the bundle's path \"{file.Path}\" may lead out of it");
            if (!files.Add(file.Path)) throw new InvalidOperationException($"the bundle has \"{file.Path}\" twice");
            AddParents(folders, file.Path);
        }

        folders.IntersectWith(files);
        if (folders.Count > 0) throw new InvalidOperationException($"the bundle has \"{folders.Min(StringComparer.Ordinal)}\" as a file and as a folder");
    }

    private static bool IsPlain(ReadOnlySpan<char> name) =>
        name is not ("" or "." or "..") && name.IndexOfAny('/', '\\', '\0') < 0 && !Path.IsPathRooted(name);
}
