using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class PlaceholderInKey()
    : LintRule("placeholder-in-key", Severity.Error, "A placeholder stands in a key, where it stays as it is")
{
    public override void Check(Topology topology, Report report)
    {
        var services = new HashSet<MapValue>(ReferenceEqualityComparer.Instance);
        foreach (var agent in topology.Agents)
            if (services.Add(agent.DeclaredServices))
                Tell(agent.DeclaredServices, "give the service another key, and the placeholder to its name: or id:", report);
        // Where Consul says which keys there are, another one is reported already.
        AgentKeyWalk.Over(topology.Agents, visit =>
        {
            if (visit.Key is not { } key) return false;
            if (visit.Entry.Value is MapValue map && key.Type == "map<string,object>") Tell(map, Elsewhere, report);
            else if (AgentKeys.Instance.In(key).IsEmpty) TellAll(visit.Entry.Value, report);
            return true;
        });
    }

    private const string Elsewhere = "write the key out, at each host where it differs";

    private static void TellAll(Value value, Report report)
    {
        switch (value)
        {
            case MapValue map:
                Tell(map, Elsewhere, report);
                foreach (var entry in map.Entries) TellAll(entry.Value, report);
                break;
            case ListValue list:
                foreach (var item in list.Items) TellAll(item, report);
                break;
        }
    }

    private static void Tell(MapValue map, string help, Report report)
    {
        foreach (var entry in map.Entries.Where(e => KeyPlaceholder.IsIn(e.Key)))
            report(entry.KeySpan, $"the key \"{Shortened.Of(entry.Key)}\" has a placeholder, but only values have their placeholders replaced", help);
    }
}
