using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class BinaryOfAgentUser()
    : LintRule("binary-of-agent-user", Severity.Warning, "The agent's user can replace the program that root runs")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            if (agent.Install is { User: not "root" } install
                && WrittenFolder.Of(agent).Select(w => w.Path).FirstOrDefault(p => p.Length > 0 && FolderPlace.IsBelow(install.Binary, p)) is { } data
                && FolderPlace.OwnerOf(data) == FolderOwner.Program)
                report(
                    (install.Source["binary"]?.Span ?? Text.SourceSpan.None).PlaceOr(agent),
                    $"the binary {install.Binary} is below {data}, which belongs to the user {install.User}: "
                        + $"whoever breaks into the agent puts another program there, and whoever runs the next \"consul members\" as root runs it",
                    "keep it where root alone writes, such as /usr/local/bin/consul, or give the agent a folder of its own beside it");
    }
}
