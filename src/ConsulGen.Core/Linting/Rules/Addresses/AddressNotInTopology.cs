using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class AddressNotInTopology()
    : LintRule("address-not-in-topology", Severity.Info, "A service or a check names an address that no host of the inventory has")
{
    /// <summary>Keys of an agent that name addresses of its machine.</summary>
    private static readonly ImmutableArray<string> Binding = ["advertise_addr", "advertise_addr_wan", "bind_addr", "client_addr", "serf_lan", "serf_wan"];

    public override void Check(Topology topology, Report report)
    {
        // Most services and checks name their own host's address.
        var known = new Lazy<HashSet<string>?>(() => Known(topology));
        var told = new HashSet<SourceSpan>();
        foreach (var defined in topology.Definitions)
        {
            var agent = defined.Agent;
            foreach (var service in defined.Services)
                if (service["address"] is ScalarValue address) Look(agent, address, address.Text);
            foreach (var check in defined.Checks)
            {
                if (check["http"] is ScalarValue http && !IsPlainlyOf(agent, http.Text) && Uri.TryCreate(http.Text, UriKind.Absolute, out var url))
                    Look(agent, http, url.Host.Trim('[', ']'));
                if (check["tcp"] is ScalarValue tcp && JoinEntry.Parse(tcp) is { } target) Look(agent, tcp, target.Host);
            }
        }

        void Look(Agent agent, ScalarValue value, string host)
        {
            if (host != agent.Address && Address.IsIP(host) && !Listening.IsLoopback(host) && host is not ("0.0.0.0" or "::")
                && known.Value?.Contains(Address.Canonical(host)) is false && told.Add(value.Span))
                report(
                    agent.PlaceOf(value),
                    $"the address {host} belongs to no host of this inventory",
                    "write ${address} for the host's own address; ignore this rule for what runs elsewhere");
        }
    }

    /// <summary>True for the usual URL, of the host itself, without the work of reading it whole. A user's name could look like an address.</summary>
    private static bool IsPlainlyOf(Agent agent, string url)
    {
        if (url.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var scheme) || url.Contains('@', StringComparison.Ordinal)) return false;
        var rest = url.AsSpan(scheme + 3);
        return rest.IndexOfAny(':', '/') is > 0 and var end && (rest[..end].SequenceEqual(agent.Address) || rest[..end] is "127.0.0.1" or "localhost");
    }

    /// <summary>Null where a host is known by its name: it has an address that the inventory does not say.</summary>
    private static HashSet<string>? Known(Topology topology)
    {
        if (topology.Hosts.Any(h => !Address.IsIP(h.Address))) return null;
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
