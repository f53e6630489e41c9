using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class AdvertiseAddressGuessed()
    : LintRule("advertise-address-guessed", Severity.Warning, "The agent has to guess the address by which others reach it")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            if (agent.Config["bind_addr"] is ScalarValue { Text: "0.0.0.0" or "::" or "[::]" } bind && string.IsNullOrEmpty(agent.Config.Text("advertise_addr")))
                report(
                    agent.PlaceOf(bind),
                    $"bind_addr is {bind.Text} and advertise_addr is not set: a host that has not exactly one {(bind.Text == "0.0.0.0" ? "private IPv4" : "public IPv6")} address, counting those of bridges and VPNs, does not start its agent",
                    "set advertise_addr: \"${address}\", or remove bind_addr");
    }
}
