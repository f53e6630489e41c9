using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>Checks the paths that the files of agents name, each place once for all hosts that share it.</summary>
internal sealed class PathChecks(FindingBag findings)
{
    private readonly Dictionary<SourceSpan, string> _reported = [];
    private readonly HashSet<object> _checked = new(ReferenceEqualityComparer.Instance);
    private (ConsulInstall? Install, MapValue? Supervisor) _checkedFolders;

    public void Check(HostResolver.Draft draft, Agent agent)
    {
        CheckPaths(agent.Config);
        CheckFolders(draft, agent.Install);
    }

    /// <summary>Paths that systemd, supervisor and install.sh are given have to be absolute and plain.</summary>
    private void CheckPaths(MapValue config)
    {
        foreach (var key in (ReadOnlySpan<string>)["data_dir", "log_file", "pid_file"])
        {
            if (config[key] is SecretValue secret)
                findings.Add("path-form", secret.Span, $"{key} is a secret, but the unit has to name this path", "write the path");
            if (config[key] is not ScalarValue { Kind: ScalarKind.String } path || !_checked.Add(path) || NameForms.IsAbsolutePath(path.Text)) continue;
            // An empty one of the two files is no file; without its data_dir the agent refuses to start.
            if (path.Text.Length == 0 && key != "data_dir") continue;
            if (_reported.TryAdd(path.Span, key))
                findings.Add(
                    "path-form",
                    path.Span,
                    $"{key} \"{Shortened.Of(path.Text)}\" is not a path: {NameForms.PathExpected}",
                    "name it by its full path");
        }
    }

    /// <summary>Where a file of the agent's configuration stands no folder can be, and the other way round.</summary>
    private void CheckFolders(HostResolver.Draft draft, ConsulInstall install)
    {
        if (!draft.Level.Supervisor.HasPlaceholders && _checkedFolders == (install, draft.Level.Supervisor)) return;
        _checkedFolders = (install, draft.Level.Supervisor);
        var folder = install.Supervisor ? draft.Placeholders.Expand(draft.Level.Supervisor).Text("conf_dir") ?? "/" : install.UnitDir;
        var unit = install.Supervisor ? folder : $"{folder}/{install.Unit}.service";
        var inside = folder.StartsWith(install.ConfigDir + "/", StringComparison.Ordinal) ? folder[(install.ConfigDir.Length + 1)..].Split('/')[0] : "";
        var isFile = inside.EndsWith(".json", StringComparison.Ordinal) || inside.EndsWith(".hcl", StringComparison.Ordinal);
        if (!isFile && !(install.ConfigDir + "/").StartsWith(unit + "/", StringComparison.Ordinal)) return;
        var span = install.Source["unit_dir"]?.Span ?? install.Source["config_dir"]?.Span ?? draft.Host.Span;
        if (install.Supervisor && !isFile) return;
        findings.Add(
            "path-form",
            span,
            $"{(isFile ? folder : install.ConfigDir)} would be a folder where a file of this agent stands",
            "choose another folder");
    }
}
