using ConsulGen.Cli.SystemCalls;
using ConsulGen.Core.Threads;

namespace ConsulGen.Cli.Files;

/// <summary>
/// The bundle's folder and its three neighbours, which are there only during a build, or after a killed one. At every moment
/// either the bundle's folder is whole, or the former one is, and <see cref="Recover"/> brings it back.
/// </summary>
internal sealed class BundlePlace(string outputDirectory, string name)
{
    public string Folder { get; } = Path.Join(outputDirectory, name);

    /// <summary>The next bundle; after the exchange, the former one.</summary>
    public string Staging { get; } = Path.Join(outputDirectory, $".{name}.consulgen-new");

    public string Lock { get; } = Path.Join(outputDirectory, $".{name}.consulgen-lock");

    /// <summary>The former bundle, where two folders cannot be exchanged in one step.</summary>
    private string Old { get; } = Path.Join(outputDirectory, $".{name}.consulgen-old");

    /// <summary>Nothing is there, be it the bundle or something else.</summary>
    public bool IsFree => FolderListing.EntryAt(Folder).Kind == EntryKind.None && FolderListing.EntryAt(Old).Kind == EntryKind.None;

    public bool HasLeftovers => new[] { Staging, Old, Lock }.Any(p => FolderListing.EntryAt(p).Kind != EntryKind.None);

    /// <summary>Refuses a bundle's folder that is none: its files would land where a link points to.</summary>
    public void Check()
    {
        if (FolderListing.EntryAt(Folder).Kind is EntryKind.File or EntryKind.Link)
            throw new BundleWriteException(
                $"\"{Folder}\" is a file or a symbolic link, but the bundle needs a folder of its own there; move it away, or choose another --output");
    }

    /// <summary>Undoes what a killed build left.</summary>
    public void Recover()
    {
        CheckLeftover(Staging);
        CheckLeftover(Old);
        if (FolderListing.EntryAt(Folder).Kind == EntryKind.None && FolderListing.EntryAt(Old).Kind == EntryKind.Directory) Directory.Move(Old, Folder);
        Remove(Staging);
        Remove(Old);
    }

    /// <summary>Puts the staged folder in the place of the bundle. The former one is then a leftover.</summary>
    public void Swap()
    {
        if (FolderListing.EntryAt(Folder).Kind == EntryKind.None)
        {
            Directory.Move(Staging, Folder);
            return;
        }

        if (NativeMethods.TryExchange(Staging, Folder)) return;
        Directory.Move(Folder, Old);
        try
        {
            Directory.Move(Staging, Folder);
        }
        catch
        {
            Directory.Move(Old, Folder);
            throw;
        }
    }

    /// <summary>What cannot be removed now is left to the next build.</summary>
    public void TryRemoveLeftovers()
    {
        try
        {
            Remove(Staging);
            // Without the bundle's folder the old one is the bundle.
            if (FolderListing.EntryAt(Folder).Kind == EntryKind.Directory) Remove(Old);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static void CheckLeftover(string path)
    {
        if (FolderListing.EntryAt(path).Kind is EntryKind.File or EntryKind.Link)
            throw new BundleWriteException($"\"{path}\" has the name of a folder that a build needs for itself, but is none; remove it");
    }

    private static void Remove(string folder)
    {
        var listing = FolderListing.Of(folder);
        foreach (var level in listing.FolderLevels) Workers.ForEach(level, entry => Unlock(Path.Join(folder, entry.Path), entry.Mode));
        Workers.ForEach([.. listing.Entries.Where(e => e.Kind != EntryKind.Directory)], entry => File.Delete(Path.Join(folder, entry.Path)));
        foreach (var level in Enumerable.Reverse(listing.FolderLevels)) Workers.ForEach(level, entry => Directory.Delete(Path.Join(folder, entry.Path)));
    }

    /// <summary>A folder that its owner may not write to keeps its files from being removed.</summary>
    private static void Unlock(string folder, UnixFileMode mode)
    {
        const UnixFileMode writable = UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows() && !mode.HasFlag(writable)) File.SetUnixFileMode(folder, mode | writable);
    }
}
