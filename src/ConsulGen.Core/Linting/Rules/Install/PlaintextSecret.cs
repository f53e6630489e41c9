using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Install;

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
        AgentKeyWalk.Over(topology.Agents, visit =>
        {
            if (visit.Key is { IsSecret: true } && visit.Entry.Value is ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 } value)
                report(
                    value.Span,
                    $"{visit.Name} is written out here, so it would stand in the bundle and in Git",
                    $"write {visit.Entry.Key}: {{ secret: name }}, and define the name under secrets");
            // Where the keys below are Consul's own, they come by themselves.
            else if (visit.Key is { } key && AgentKeys.Instance.In(key).IsEmpty)
                CheckFreeForm(visit.Entry.Value, named: false, visit.Name, report);
            return true;
        });
        var checkedUnits = new HashSet<MapValue>(ReferenceEqualityComparer.Instance);
        foreach (var agent in topology.Agents)
            if (!agent.Systemd.IsEmpty && checkedUnits.Add(agent.Systemd)) CheckFreeForm(agent.Systemd, named: false, "systemd", report);
    }

    /// <param name="named">A key above says that what is here is a secret.</param>
    private static void CheckFreeForm(Value value, bool named, string where, Report report)
    {
        switch (value)
        {
            case ScalarValue { Kind: ScalarKind.String, Text.Length: > 0 } scalar when named || SecretWords.AreIn(scalar.Text):
                report(
                    scalar.Span,
                    $"a secret is written out in {where}, so it would stand in the bundle and in Git",
                    where == "systemd"
                        ? "take it from an EnvironmentFile on the host"
                        : "write { secret: name } in place of the value, and define the name under secrets");
                break;
            case ListValue list:
                foreach (var item in list.Items) CheckFreeForm(item, named, where, report);
                break;
            case MapValue map:
                foreach (var entry in map.Entries) CheckFreeForm(entry.Value, named || SecretWords.IsName(entry.Key), where, report);
                break;
        }
    }
}
