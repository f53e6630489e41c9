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
            {
                if (!IsHarmlessHeader(visit.Map))
                    report(
                        value.Span,
                        $"{visit.Name} is written out here, so it would stand in the bundle and in Git",
                        $"write {visit.Entry.Key}: {{ secret: name }}, and define the name under secrets");
            }
            else if (visit.Key is not { } key)
            {
                CheckFreeForm(visit.Entry.Value, SecretWords.IsName(visit.Entry.Key), visit.Name, report);
            }

            // Where the keys below are Consul's own, they come by themselves.
            else if (AgentKeys.Instance.In(key).IsEmpty)
            {
                CheckFreeForm(visit.Entry.Value, named: false, visit.Name, report);
            }

            return true;
        });
        var overrides = topology.Agents.Select(a => (a.Systemd, Name: "systemd"))
            .Concat(topology.Agents.Select(a => (a.Supervisor, Name: "supervisor")))
            .Concat(topology.Datacenters.SelectMany(d => d.LoadBalancers).Select(b => (b.Nginx, Name: "nginx")));
        var checkedMaps = new HashSet<MapValue>(ReferenceEqualityComparer.Instance);
        foreach (var (map, name) in overrides)
            if (!map.IsEmpty && checkedMaps.Add(map)) CheckFreeForm(map, named: false, name, report);
    }

    /// <summary>The table takes the value of every header that is added for a secret; beside it stands which one it is.</summary>
    private static bool IsHarmlessHeader(MapValue map) => map["name"] is ScalarValue name && map["value"] is not null && !SecretWords.IsName(name.Text);

    /// <param name="named">A key above says that what is here is a secret.</param>
    private static void CheckFreeForm(Value value, bool named, string where, Report report)
    {
        switch (value)
        {
            case ScalarValue { Kind: ScalarKind.String, Text.Length: > 0 } scalar when named || SecretWords.AreIn(scalar.Text):
                report(
                    scalar.Span,
                    $"a secret is written out in {where}, so it would stand in the bundle and in Git",
                    where switch
                    {
                        "systemd" => "take it from an EnvironmentFile on the host",
                        "supervisor" or "nginx" => "take it from a file on the host",
                        _ => "write { secret: name } in place of the value, and define the name under secrets",
                    });
                break;
            case ListValue list:
                var isValue = false;
                foreach (var item in list.Items)
                {
                    CheckFreeForm(item, named || isValue, where, report);
                    isValue = item is ScalarValue argument && SecretWords.IsFlag(argument.Text);
                }

                break;
            case MapValue map:
                foreach (var entry in map.Entries) CheckFreeForm(entry.Value, named || SecretWords.IsName(entry.Key), where, report);
                break;
        }
    }
}
