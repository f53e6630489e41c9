using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Acl;

/// <summary>
/// A service in a file is registered with its own token, else with config_file_service_registration (1.15.0), else with the default
/// one; the agent's is for the node alone: agent/local/state.go, agent/agent.go.
/// </summary>
internal sealed class ServiceTokenMissing()
    : LintRule("service-token-missing", Severity.Warning, "ACLs deny without a token, and services of files have none")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            if (!datacenter.Servers.Any(s => s.Acl.DeniesByDefault)) continue;
            var bare = datacenter.Servers.Concat(datacenter.Clients)
                .Where(a => a.Acl is { HasServiceToken: false, KeepsTokens: false } acl && (acl.IsOn || acl.HasToken))
                .Select(a => (Agent: a, Services: a.Services.Where(s => !DefinitionKeys.Has(s.Definition, "token")).ToList()))
                .Where(a => a.Services.Count > 0)
                .ToList();
            if (bare is not [var (agent, services), ..]) continue;
            report(
                services[0].Definition.Span.PlaceOr(agent),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the servers of datacenter \"{datacenter.Name}\" deny without a token, and services of {Few.Of([.. bare.Select(b => b.Agent)])} "
                        + $"({string.Join(", ", services.Select(s => s.Id).Take(3))}{(services.Count > 3 ? " and others" : "")}) have none: the agent's own "
                        + $"token is for its node, so they are not registered"),
                agent.Version.Has(Feature.FileServiceToken)
                    ? "set acl.tokens.config_file_service_registration to a secret with service:write, or acl.tokens.default, or a token in the service"
                    : "set acl.tokens.default to a secret with service:write, or a token in the service");
        }
    }
}
