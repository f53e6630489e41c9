using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class AddressNotInTopology()
    : LintRule("address-not-in-topology", Severity.Info, "A service or a check names an address that no host of the inventory has")
{
    /// <summary>Keys of an agent that name addresses of its machine.</summary>
    private static readonly ImmutableArray<string> Binding = ["advertise_addr", "advertise_addr_wan", "bind_addr", "client_addr", "serf_lan", "serf_wan"];

    public override void Check(Topology topology, Report report)
    {
        var hosts = topology.Hosts.ToList();
        // A host that is known by its name has an address that the inventory does not say.
        if (hosts.Exists(h => !Address.IsIP(h.Address))) return;
        var known = Known(topology);
        var told = new HashSet<SourceSpan>();
        foreach (var agent in topology.DistinctAgents)
            foreach (var (value, host) in Named(agent, known))
                if (Address.IsIP(host) && !Listening.IsLoopback(host) && host is not ("0.0.0.0" or "::") && !known.Contains(Address.Canonical(host)) && told.Add(value.Span))
                    report(
                        agent.PlaceOf(value),
                        $"the address {host} belongs to no host of this inventory",
                        "write ${address} for the host's own address; ignore this rule for what runs elsewhere");
    }

    private static IEnumerable<(ScalarValue Value, string Host)> Named(Agent agent, HashSet<string> known)
    {
        foreach (var service in Definitions.Services(agent))
            if (service["address"] is ScalarValue address) yield return (address, address.Text);
        foreach (var check in Definitions.AllChecks(agent))
        {
            if (check["http"] is ScalarValue http && !IsPlainlyKnown(http.Text, known) && Uri.TryCreate(http.Text, UriKind.Absolute, out var url)) yield return (http, url.Host.Trim('[', ']'));
            if (check["tcp"] is ScalarValue tcp && JoinEntry.Parse(tcp) is { } target) yield return (tcp, target.Host);
        }
    }

    /// <summary>True for the usual URL, of a host's own address, without the work of reading it whole. A user's name could look like an address.</summary>
    private static bool IsPlainlyKnown(string url, HashSet<string> known)
    {
        if (url.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var scheme) || url.Contains('@', StringComparison.Ordinal)) return false;
        var rest = url.AsSpan(scheme + 3);
        return rest.IndexOfAny(':', '/') is > 0 and var end && rest[..end].ToString() is var host && Address.IsIPv4(host) && known.Contains(host);
    }

    private static HashSet<string> Known(Topology topology)
    {
        var known = new HashSet<string>(topology.Agents.Length, StringComparer.Ordinal);
        foreach (var host in topology.Hosts)
        {
            known.Add(host.Address);
            if (host.WanAddress is { } wan) known.Add(wan);
        }

        foreach (var agent in topology.Agents)
        {
            foreach (var key in Binding) Add(agent.Config.Text(key));
            foreach (var entry in agent.Config.Map("addresses").Entries) Add((entry.Value as ScalarValue)?.Text);
        }

        return known;

        void Add(string? addresses)
        {
            if (addresses is null) return;
            foreach (var part in addresses.AsSpan().Split(' ')) known.Add(Address.Canonical(addresses[part]));
        }
    }
}
