using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Joins;

internal sealed class NotifyWithoutJoin()
    : LintRule("notify-without-join", Severity.Warning, "A unit waits for an agent that may have nobody to join")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => !a.Install.Supervisor))
        {
            if (agent.Systemd.At("Service", "Type") is not ScalarValue { Text: "notify" or "notify-reload" } type || IsServerOfItself(agent)) continue;
            report(
                type.Span.PlaceOr(agent),
                $"the {agent.Role} tells systemd that it is ready only after it has joined somebody, "
                    + $"and {(JoinsSomebody(agent) ? "it depends on others for that" : "its retry_join is empty")}: the start hangs until systemd kills it",
                "remove it: what is derived, exec, waits for the start of the process only");
        }
    }

    private static bool JoinsSomebody(Agent agent) =>
        DefinitionKeys.Has(agent.Config, "retry_join") || DefinitionKeys.Has(agent.Config, "start_join");

    /// <summary>It joins itself at once then.</summary>
    private static bool IsServerOfItself(Agent agent) =>
        agent.IsServer && agent.Config["retry_join"] is ListValue join && join.Items.Any(entry => OwnAddress.Is(agent, entry));
}
