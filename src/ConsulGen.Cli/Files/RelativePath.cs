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

    /// <exception cref="InvalidOperationException">A defect in ConsulGen: a path is a file and a folder.</exception>
    public static void CheckFolders(BundleIndex index)
    {
        // What is below a file would follow it, but for names that go on with a character before the slash.
        for (var i = 0; i < index.Files.Length; i++)
        {
            var file = index.Files[i].Path;
            for (var next = i + 1; next < index.Files.Length && index.Files[next].Path.StartsWith(file, StringComparison.Ordinal); next++)
                if (index.Files[next].Path[file.Length] == '/') throw new InvalidOperationException($"the bundle has \"{file}\" as a file and as a folder");
        }
    }

    private static bool IsPlain(ReadOnlySpan<char> name) =>
        name is not ("" or "." or "..") && name.IndexOfAny('/', '\\', '\0') < 0 && !Path.IsPathRooted(name);
}
