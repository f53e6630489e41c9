using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Agents;

/// <summary>The folders of an agent on its host, and who owns them.</summary>
internal static class AgentPaths
{
    // A folder that belongs to the system is used as it is: giving it to Consul's user would break others.
    private static readonly ImmutableArray<string> SystemFolders =
        ["", "/", "/etc", "/opt", "/run", "/srv", "/tmp", "/usr", "/usr/local", "/var", "/var/lib", "/var/log", "/var/run", "/var/tmp"];

    public static ImmutableArray<HostFolder> Folders(Agent agent)
    {
        var install = agent.Install;
        // Parents come first; a folder that is both read and written belongs to who writes.
        var folders = new SortedDictionary<string, HostFolder>(StringComparer.Ordinal);
        if (!SystemFolders.Contains(install.ConfigDir)) folders[install.ConfigDir] = new HostFolder(install.ConfigDir, "0750", "root", install.Group);
        foreach (var path in Written(agent))
            if (!SystemFolders.Contains(path)) folders[path] = new HostFolder(path, "0750", install.User, install.Group);
        return [.. folders.Values];
    }

    /// <summary>The folders that the agent writes to, in ordinal order.</summary>
    public static ImmutableArray<string> Written(Agent agent)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        if (agent.Config.Text("data_dir") is { Length: > 1 } data) paths.Add(Current(data.TrimEnd('/')));
        // A log_file that ends in a slash is a folder (logging/logfile.go); a pid_file is always a file.
        if (agent.Config.Text("log_file") is { } log && log.LastIndexOf('/') is > 0 and var slash) paths.Add(Current(log[..slash]));
        if (agent.Config.Text("pid_file") is { } pid && pid.LastIndexOf('/') is > 0 and var end) paths.Add(Current(pid[..end]));
        return [.. paths];
    }

    /// <summary>The same folder under the name that it has now.</summary>
    private static string Current(string path) => path.StartsWith("/var/run/", StringComparison.Ordinal) ? path["/var".Length..] : path;

    public static bool IsBelow(string path, string folder) => path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');
}
