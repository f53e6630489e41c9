using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class RemoteScriptChecks()
    : LintRule("remote-script-checks", Severity.Warning, "Whoever reaches the HTTP API can run commands on the host")
{
    private const string Local = "enable_local_script_checks";

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            if (agent.Config["enable_script_checks"] is not ScalarValue { Kind: ScalarKind.Boolean, Text: "true" } setting) continue;
            if (agent.Acl.IsOn || agent.Config.At("http_config", "allow_write_http_from") is not null) continue;
            if (((ImmutableArray<string>)["http", "https"]).FirstOrDefault(p => Listening.IsOpen(agent, p)) is not { } port) continue;
            report(
                setting.Span.PlaceOr(agent),
                $"enable_script_checks is on without ACLs, and {port} is open to the network: whoever reaches it can run commands as Consul's user",
                AgentKeys.Instance.Find(Local) is { } local && local.IsKnownTo(agent.Version)
                    ? $"use {Local}, which holds for checks of files only"
                    : "let client_addr be 127.0.0.1, or switch ACLs on");
        }
    }
}
