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
            if (agent.Install is { User: not "root" } install && agent.DataFolder is { } data
                && install.Binary.StartsWith(data + "/", StringComparison.Ordinal))
                report(
                    (install.Source["binary"]?.Span ?? Text.SourceSpan.None).PlaceOr(agent),
                    $"the binary {install.Binary} is below {data}, which belongs to the user {install.User}: "
                        + $"whoever breaks into the agent puts another program there, and root runs it when the next configuration is checked",
                    "keep it where root alone writes, such as /usr/local/bin/consul, or give data_dir a folder of its own beside it");
    }
}
