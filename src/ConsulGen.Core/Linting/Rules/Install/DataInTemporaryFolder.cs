using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class DataInTemporaryFolder()
    : LintRule("data-in-temporary-folder", Severity.Warning, "A server keeps its data where a reboot or a clean-up removes them")
{
    /// <summary>In memory, or cleaned by systemd-tmpfiles: /tmp after 10 days, /var/tmp after 30.</summary>
    private static readonly ImmutableArray<string> Folders = ["/dev/shm", "/run", "/tmp", "/var/run", "/var/tmp"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var server in topology.Agents.Where(a => a.IsServer))
            if (server.Config["data_dir"] is ScalarValue { Kind: ScalarKind.String } path
                && Folders.FirstOrDefault(f => path.Text.StartsWith(f + "/", StringComparison.Ordinal)) is { } folder)
                report(
                    server.PlaceOf(path),
                    $"data_dir is \"{Shortened.Of(path.Text)}\", but what is in {folder} does not last: "
                        + $"a server without its data is a stranger to the others, and all of them are an empty cluster",
                    "keep it on a disk, such as /opt/consul");
    }
}
