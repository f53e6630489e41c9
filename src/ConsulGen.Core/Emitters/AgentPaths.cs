using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters;

/// <summary>The folders of an agent on its host, and who owns them.</summary>
internal static class AgentPaths
{
    public static ImmutableArray<HostFolder> Folders(Agent agent)
    {
        var install = agent.Install;
        // A folder that is both read and written belongs to who writes.
        var written = Written(agent);
        var folders = new List<HostFolder>(written.Length + 1);
        foreach (var path in written) Add(path, install.User);
        if (!written.Contains(install.ConfigDir)) Add(install.ConfigDir, "root");
        // Parents come first.
        folders.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return [.. folders];

        // What is not a program's own is used as it is: giving it to Consul's user would break others, or make him root.
        void Add(string path, string owner)
        {
            var place = FolderPlace.OwnerOf(path);
            if (place == FolderOwner.Program) folders.Add(new HostFolder(path, "0750", owner, install.Group));
            else if (place == FolderOwner.System && owner == "root") folders.Add(new HostFolder(path, "", owner, owner));
        }
    }

    /// <summary>The folders that the agent writes to, in ordinal order.</summary>
    public static ImmutableArray<string> Written(Agent agent)
    {
        var paths = new List<string>(3);
        foreach (var folder in WrittenFolder.Of(agent))
            if (folder.Path.Length > 0 && FolderPlace.Current(folder.Path) is var current && !paths.Contains(current)) paths.Add(current);
        paths.Sort(StringComparer.Ordinal);
        return [.. paths];
    }
}
