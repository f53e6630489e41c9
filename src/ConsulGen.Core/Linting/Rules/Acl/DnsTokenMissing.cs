using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Acl;

/// <summary>DNS asks with acl.tokens.dns (1.17.0), else with the default token; github.com/hashicorp/consul issue 10723.</summary>
internal sealed class DnsTokenMissing()
    : LintRule("dns-token-missing", Severity.Info, "ACLs deny without a token, and DNS has none")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            // Before there was a token for DNS, only the anonymous one could be meant, of which no file says anything.
            if (datacenter.Servers.FirstOrDefault(s => s.Acl is { DeniesByDefault: true, DnsTokenKey: not null }) is not { } server) continue;
            var agents = datacenter.Servers.Concat(datacenter.Clients).ToList();
            if (!agents.Exists(a => a.Ports["dns"] > 0) || agents.Exists(a => a.Acl.HasDnsToken || a.Acl.KeepsTokens)) continue;
            report(
                (server.Config.At("acl", "default_policy") ?? server.Config["acl_default_policy"])?.Span.PlaceOr(server) ?? server.Span,
                $"the ACLs of datacenter \"{datacenter.Name}\" deny without a token, and no agent has one for DNS: every name is answered NXDOMAIN, "
                    + $"unless the anonymous token may read nodes and services",
                $"set {server.Acl.DnsTokenKey} to a secret with node_prefix and service_prefix read; or give that to the anonymous token, and ignore this");
        }
    }
}
