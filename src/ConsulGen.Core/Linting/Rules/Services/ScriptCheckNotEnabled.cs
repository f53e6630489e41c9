using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class ScriptCheckNotEnabled()
    : LintRule("script-check-not-enabled", Severity.Error, "A check runs a command, but the agent does not allow that")
{
    private const string Local = "enable_local_script_checks";

    private const string Remote = "enable_script_checks";

    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
            foreach (var check in defined.Checks)
                if (DefinitionKeys.Has(check, "args") && IsOff(defined.Agent.Config[Local]) && IsOff(defined.Agent.Config[Remote]))
                    Tell(defined.Agent, check, report);
    }

    private static void Tell(Agent agent, MapValue check, Report report)
    {
        var key = AgentKeys.Instance.Find(Local) is { } local && local.IsKnownTo(agent.Version) ? Local : Remote;
        report(
            (check.Find("args")?.KeySpan ?? Text.SourceSpan.None).PlaceOr(agent),
            $"the check runs a command, but {(key == Local ? $"neither {Local} nor {Remote} is" : $"{Remote} is not")} true: Consul refuses to start, "
                + $"though validate passes",
            key == Local
                ? $"set {Local}: true, which holds for checks of files only, not for those that come over the HTTP API"
                : $"set {Remote}: true, and keep the HTTP API on 127.0.0.1: whoever reaches it can then run commands");
    }

    private static bool IsOff(Value? value) =>
        value is null or ScalarValue { Kind: ScalarKind.Null } or ScalarValue { Kind: ScalarKind.Boolean, Text: "false" };
}
