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
    public static void Check(string path)
    {
        foreach (var part in path.AsSpan().Split('/'))
            if (!IsPlain(path.AsSpan(part))) throw new InvalidOperationException($"the bundle's path \"{path}\" may lead out of it");
    }

    /// <exception cref="InvalidOperationException">A defect in ConsulGen.</exception>
    public static void CheckName(string bundle)
    {
        if (!IsPlain(bundle)) throw new InvalidOperationException($"the bundle's name \"{bundle}\" is no plain file name");
    }

    /// <summary>The folders of a bundle, itself included.</summary>
    /// <exception cref="InvalidOperationException">A defect in ConsulGen: one of them is a file too.</exception>
    public static HashSet<string> FoldersOf(BundleIndex index)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in index.Files) AddParents(folders, file.Path);
        foreach (var file in index.Files)
            if (folders.Contains(file.Path)) throw new InvalidOperationException($"the bundle has \"{file.Path}\" as a file and as a folder");
        return folders;
    }

    private static bool IsPlain(ReadOnlySpan<char> name) =>
        name is not ("" or "." or "..") && name.IndexOfAny('/', '\\', '\0') < 0 && !Path.IsPathRooted(name);
}
