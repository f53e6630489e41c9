using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class PlaintextSecret()
    : LintRule("plaintext-secret", Severity.Error, "A secret stands in the inventory, and so in the bundle and in Git")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var secret in topology.Secrets.Values.Where(s => s.Source == SecretSource.Literal))
            report(
                secret.Span,
                $"the secret \"{secret.Name}\" is written out here, so it would stand in the bundle and in Git",
                "give it env: VARIABLE or file: /path, from which install.sh takes it on the host");
        AgentKeyWalk.Over(topology, visit =>
        {
            if (visit.Key is { IsSecret: true } && visit.Entry.Value is ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 } value)
                report(
                    value.Span,
                    $"{visit.Name} is written out here, so it would stand in the bundle and in Git",
                    $"write {visit.Entry.Key}: {{ secret: name }}, and define the name under secrets");
            return true;
        });
    }
}
