using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class AddressTemplate()
    : AgentKeyRule("address-template", Severity.Error, "A template of an address cannot be parsed")
{
    /// <summary>Single values and lists that Consul puts through go-sockaddr (run with 1.1.0 and 1.10.11).</summary>
    private static readonly ImmutableSortedSet<string> Keys = ImmutableSortedSet.Create(
        StringComparer.Ordinal,
        "addresses.dns",
        "addresses.grpc",
        "addresses.grpc_tls",
        "addresses.http",
        "addresses.https",
        "advertise_addr",
        "advertise_addr_ipv4",
        "advertise_addr_ipv6",
        "advertise_addr_wan",
        "advertise_addr_wan_ipv4",
        "advertise_addr_wan_ipv6",
        "auto_config.server_addresses",
        "bind_addr",
        "client_addr",
        "primary_gateways",
        "recursors",
        "retry_join",
        "retry_join_wan",
        "segments[].advertise",
        "segments[].bind",
        "serf_lan",
        "serf_wan",
        "start_join",
        "start_join_wan");

    public override void Check(Agent agent, in AgentKeyWalk.Visit visit, Report report)
    {
        if (visit.Entry.Value is not ListValue list) CheckOne(agent, visit, visit.Entry.Value, report);
        else foreach (var value in list.Items) CheckOne(agent, visit, value, report);
    }

    private static void CheckOne(Agent agent, in AgentKeyWalk.Visit visit, Value value, Report report)
    {
        // Few have a template at all.
        if (value is ScalarValue { HasPlaceholders: false } address && GoTemplate.Fault(address.Text) is var (fault, help) && Keys.Contains(visit.Path))
            report(agent.PlaceOf(address), $"the template \"{Shortened.Of(address.Text)}\" of {visit.Name} {fault}: the agent refuses to start", help);
    }
}
