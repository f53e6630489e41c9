using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Production;

internal sealed class UnusedSecret() : LintRule("unused-secret", Severity.Warning, "A secret is defined, and used nowhere", isForProduction: true)
{
    public override void Check(Topology topology, Report report)
    {
        if (topology.Secrets.IsEmpty) return;
        var used = topology.DistinctAgents
            .SelectMany(a => SecretValue.NamesIn(a.Config).Concat(a.Services.SelectMany(s => SecretValue.NamesIn(s.Definition))))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var secret in topology.Secrets.Values.Where(s => !used.Contains(s.Name)))
            report(
                secret.Span,
                $"the secret \"{secret.Name}\" is used nowhere: what it was to protect is open, or its token outlives its use",
                secret.Name switch
                {
                    "gossip_key" => "write gossip: { key: { secret: gossip_key } }, or remove it",
                    "agent_token" => "write acl: {}, which gives it to every agent, or remove it",
                    _ => "use it, or remove it here and on the hosts",
                });
    }
}
