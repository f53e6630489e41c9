using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>A folder that an agent writes to: it has to be its user's.</summary>
/// <param name="Key">The setting, in Consul's words.</param>
/// <param name="Path">Without a slash at its end; empty for the root.</param>
/// <param name="File">What follows the path where the setting names a file in it, with a slash before; empty where it names the folder.</param>
internal readonly record struct WrittenFolder(string Key, string Path, string File, Value Source)
{
    public static IEnumerable<WrittenFolder> Of(Agent agent)
    {
        if (agent.Config["data_dir"] is { } data && agent.DataFolder is ['/', ..] folder) yield return new("data_dir", folder, "", data);
        // A log_file that ends in a slash is a folder (logging/logfile.go); a pid_file is always a file.
        foreach (var key in new[] { "log_file", "pid_file" })
            if (agent.Config[key] is { } value && agent.Config.Text(key) is ['/', ..] file) yield return Around(key, file, value);
        foreach (var (key, path, source) in AgentFiles.Made(agent)) yield return Around(key, path, source);
    }

    /// <summary>Another folder in the place of its own.</summary>
    public string In(string folder) => folder + (File.Length > 1 ? File : "");

    private static WrittenFolder Around(string key, string file, Value source)
    {
        var slash = file.LastIndexOf('/');
        return new(key, file[..slash], file[slash..], source);
    }
}
