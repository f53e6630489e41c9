using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class CidrForm()
    : LintRule("cidr-form", Severity.Error, "A network is not an address with the length of its prefix")
{
    private static readonly ImmutableArray<string> Lists = ["serf_lan_allowed_cidrs", "serf_wan_allowed_cidrs"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
        {
            if (agent.Config.At("http_config", "allow_write_http_from") is ListValue writers)
                Check(agent, "http_config.allow_write_http_from", writers, report);
            foreach (var key in Lists)
                if (agent.Config[key] is ListValue list) Check(agent, key, list, report);
        }
    }

    private static void Check(Agent agent, string key, ListValue list, Report report)
    {
        foreach (var item in list.Items.OfType<ScalarValue>().Where(i => !i.HasPlaceholders && !IsNetwork(i.Text.Trim())))
            report(
                agent.PlaceOf(item),
                $"{key} has \"{Shortened.Of(item.Text)}\", which is no network: the agent refuses to start",
                Address.IsIP(item.Text.Trim())
                    ? $"write {item.Text.Trim()}/{(Address.IsIPv4(item.Text.Trim()) ? "32" : "128")} for this one address"
                    : "write it as an address and the length of its prefix: 10.0.0.0/8");
    }

    /// <summary>Bits behind the prefix may be set: Consul takes 10.0.0.5/8 (run with 1.6.5 to 1.10.11).</summary>
    private static bool IsNetwork(string text) =>
        text.Split('/') is [var address, { Length: > 0 and <= 3 } bits]
        && Address.IsIP(address)
        && int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && length <= (Address.IsIPv4(address) ? 32 : 128);
}
