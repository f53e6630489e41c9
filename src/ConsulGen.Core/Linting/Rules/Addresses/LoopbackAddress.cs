using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class LoopbackAddress()
    : LintRule("loopback-address", Severity.Error, "An agent tells other machines a loopback address")
{
    public override void Check(Topology topology, Report report)
    {
        var told = new HashSet<SourceSpan>();
        foreach (var datacenter in topology.Datacenters)
            Compare(datacenter.Agents, Lan, $"in datacenter \"{datacenter.Name}\"", told, report);
        Compare(topology.Agents.Where(a => a.IsServer && WanJoins.IsJoined(a)), Wan, "on the WAN", told, report);
    }

    private static void Compare(
        IEnumerable<Agent> agents,
        Func<Agent, (string Address, SourceSpan Span)> advertised,
        string where,
        HashSet<SourceSpan> told,
        Report report)
    {
        if (!agents.Any(a => Listening.IsLoopback(advertised(a).Address))) return;
        var known = agents.Select(a => new { Agent = a, Told = advertised(a) }).Where(a => a.Told.Address.Length > 0).ToList();
        var right = known.Find(a => !Listening.IsLoopback(a.Told.Address))?.Agent;
        // Where all are wrong, their hosts tell that there are several machines.
        var hosts = known
            .Select(a => a.Agent)
            .Where(a => a.Address.Length > 0 && !Listening.IsLoopback(a.Address))
            .DistinctBy(a => a.Machine, StringComparer.Ordinal)
            .Take(2)
            .ToList();
        foreach (var one in known.Where(a => Listening.IsLoopback(a.Told.Address)))
            if ((right ?? hosts.Find(h => h.Machine != one.Agent.Machine)) is { } other && told.Add(one.Told.Span))
                report(
                    one.Told.Span,
                    $"\"{one.Agent.Name}\" tells the others {where} to reach it at {one.Told.Address}, but \"{other.Name}\" is on another machine, "
                        + $"where that is its own",
                    "name the address by which the others reach it");
    }

    /// <summary>What Consul advertises: advertise_addr, or else bind_addr where that is one address; the host's where only it knows.</summary>
    private static (string Address, SourceSpan Span) Lan(Agent agent) =>
        Set(agent, "advertise_addr")
            ?? (Set(agent, "bind_addr") is { } bind && bind.Address is not ("0.0.0.0" or "::" or "[::]") ? bind : (agent.Address, agent.AddressSpan));

    private static (string Address, SourceSpan Span) Wan(Agent agent) => Set(agent, "advertise_addr_wan") ?? Lan(agent);

    /// <summary>Null for a template; a derived address has the host's place.</summary>
    private static (string Address, SourceSpan Span)? Set(Agent agent, string key) =>
        agent.Config[key] is ScalarValue { HasPlaceholders: false, Text.Length: > 0 } value && !value.Text.Contains("{{", StringComparison.Ordinal)
            ? (value.Text, value.Span.Exists ? value.Span : agent.AddressSpan)
            : null;
}
