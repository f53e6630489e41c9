using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters;

/// <summary>The folders of an agent on its host, and who owns them.</summary>
internal static class AgentPaths
{
    // A folder that belongs to the system is used as it is: giving it to Consul's user would break others.
    private static readonly ImmutableArray<string> SystemFolders =
        ["", "/", "/etc", "/opt", "/run", "/srv", "/tmp", "/usr", "/usr/local", "/var", "/var/lib", "/var/log", "/var/run", "/var/tmp"];

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

        void Add(string path, string owner)
        {
            if (!SystemFolders.Contains(path)) folders.Add(new HostFolder(path, "0750", owner, install.Group));
        }
    }

    /// <summary>The folders that the agent writes to, in ordinal order.</summary>
    public static ImmutableArray<string> Written(Agent agent)
    {
        var paths = new List<string>(3);
        if (agent.DataFolder is { } data) Add(data);
        // A log_file that ends in a slash is a folder (logging/logfile.go); a pid_file is always a file.
        if (agent.Config.Text("log_file") is { } log && log.LastIndexOf('/') is > 0 and var slash) Add(log[..slash]);
        if (agent.Config.Text("pid_file") is { } pid && pid.LastIndexOf('/') is > 0 and var end) Add(pid[..end]);
        foreach (var file in AgentFiles.Made(agent))
            if (file.LastIndexOf('/') is > 0 and var parent) Add(file[..parent]);
        paths.Sort(StringComparer.Ordinal);
        return [.. paths];

        void Add(string path)
        {
            if (Current(path) is var current && !paths.Contains(current)) paths.Add(current);
        }
    }

    /// <summary>The same folder under the name that it has now.</summary>
    private static string Current(string path) => path.StartsWith("/var/run/", StringComparison.Ordinal) ? path["/var".Length..] : path;

    public static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');
}
