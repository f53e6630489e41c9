using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class AdvertiseAddressGuessed()
    : LintRule("advertise-address-guessed", Severity.Warning, "The agent has to guess the address by which others reach it")
{
    public override void Check(Topology topology, Report report)
    {
        var told = new HashSet<SourceSpan>();
        // Without a bind_addr in the inventory it follows from the address, so each host has its own.
        foreach (var agent in topology.Agents)
        {
            if (agent.Config["bind_addr"] is not ScalarValue { Text: "0.0.0.0" or "::" or "[::]" } bind) continue;
            if (!string.IsNullOrEmpty(agent.Config.Text("advertise_addr"))) continue;
            var (place, subject, help) = bind.Span.Exists
                ? (bind.Span, "bind_addr", Address.IsIP(agent.Address)
                    ? "set advertise_addr: \"${address}\", or remove bind_addr"
                    : "set advertise_addr to the host's IP address, or to a template that finds it: Consul takes no name there")
                : (agent.AddressSpan, "the address", "name the address by which others reach the host");
            var kind = bind.Text == "0.0.0.0" ? "private IPv4" : "public IPv6";
            if (told.Add(place))
                report(
                    place,
                    $"{subject} is {bind.Text} and advertise_addr is not set: a host that has not exactly one {kind} address, "
                    + $"counting those of bridges and VPNs, does not start its agent",
                    help);
        }
    }
}
