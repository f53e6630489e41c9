using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class FileLimitTooLow()
    : LintRule("file-limit-too-low", Severity.Error, "The unit allows fewer open files than the agent's settings ask for")
{
    private const string Key = "LimitNOFILE";

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents.Where(a => !a.Install.Supervisor))
            if (OpenFiles.NeededBy(agent) is > 0 and var needed
                && agent.Systemd.Map("Service")[Key] is ScalarValue { Kind: not ScalarKind.Null } set
                && long.TryParse(set.Text.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var allowed) && allowed < needed)
                report(
                    set.Span.PlaceOr(agent),
                    $"the unit's {Key} is {set.Text}, but limits.http_max_conns_per_client is {OpenFiles.ForConnections(agent)}, "
                        + $"for which the agent wants {needed} files: it refuses to start",
                    $"remove {Key}, which is derived high enough, or set it to {needed} or more");
    }
}
