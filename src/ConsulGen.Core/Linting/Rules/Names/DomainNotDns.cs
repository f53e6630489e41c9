using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Names;

/// <summary>Consul takes any text and asks nothing of it: agent/config/builder.go, all versions.</summary>
internal sealed class DomainNotDns()
    : LintRule("domain-not-dns", Severity.Error, "A DNS domain of agents is no name that DNS can ask for")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            foreach (var key in new[] { "domain", "alt_domain" })
                if (agent.Config.Text(key) is { } domain && domain.Trim('.') is { Length: > 0 } name && !Address.IsName(name))
                    report(
                        agent.PlaceOf(agent.Config[key]),
                        $"{key} \"{Shortened.Of(domain)}\" is no DNS name: nobody can ask for names in it, and no certificate can have one",
                        "use labels of letters, digits and hyphens with dots between them, such as consul or consul.example.com");
    }
}
