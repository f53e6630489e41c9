namespace ConsulGen.Cli.Inputs;

/// <summary>
/// A repository may have a link that leads out of it, and a job that reads or writes there would show what a stranger may not see, or
/// write where he may not. What is named by a relative path without <c>..</c> has to be below the current folder, and anything else in the
/// folder that it is named in; who means another place names that.
/// </summary>
internal static class LinkPolicy
{
    private const int MostLinks = 40;

    /// <exception cref="InputException">A link leads out.</exception>
    public static void Check(string path)
    {
        var full = Path.GetFullPath(path);
        var isBelow = !Path.IsPathRooted(path) && !path.Split('/', Path.DirectorySeparatorChar).Contains("..");
        var root = isBelow ? Path.GetFullPath(".") : Path.GetDirectoryName(full);
        if (root is null) return;
        var (real, top) = (RealPath(full), RealPath(root));
        if (real is null || top is null) throw new InputException($"{path} is a link that leads nowhere");
        if (real != top && !real.StartsWith(top.TrimEnd('/') + '/', StringComparison.Ordinal))
            throw new InputException(
                $"{path} leads by a link to {real}, which is outside of {(isBelow ? "the current folder" : "its folder")}; name that itself");
    }

    /// <summary>As <see cref="Check"/>, for a file that is about to be written over: it may not be a link at all, nor a pipe.</summary>
    /// <exception cref="InputException">It is one, or a link leads out.</exception>
    public static void CheckToWrite(string path)
    {
        Check(path);
        if (new FileInfo(path).LinkTarget is not null) throw new InputException($"{path} is a link; name the file that it leads to");
        if (File.Exists(path) && !InputFile.IsFile(path)) throw new InputException($"cannot write {path}: it is a pipe or a device");
    }

    /// <summary>The path without links, as far as it is there; null where they lead in a circle.</summary>
    private static string? RealPath(string full)
    {
        var real = Path.GetPathRoot(full) ?? "/";
        var parts = new Stack<string>(Parts(full[real.Length..]));
        for (var links = 0; parts.TryPop(out var part);)
        {
            var next = Path.Join(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = part == ".." ? Path.GetDirectoryName(real) ?? real : next;
                continue;
            }

            if (++links > MostLinks) return null;
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target) ?? "/";
            foreach (var below in Parts(target)) parts.Push(below);
        }

        return real;
    }

    /// <summary>The last first.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', Path.DirectorySeparatorChar).Where(p => p is not ("" or ".")).Reverse();
}
