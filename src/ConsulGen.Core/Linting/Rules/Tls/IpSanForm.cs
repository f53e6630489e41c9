using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class IpSanForm()
    : LintRule("ip-san-form", Severity.Warning, "A certificate is to have an IP address that is none")
{
    private static readonly ImmutableArray<(string Block, string Key)> Lists = [("auto_config", "ip_sans"), ("auto_encrypt", "ip_san")];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            foreach (var (block, key) in Lists)
                if (agent.Config.Map(block)[key] is ListValue list)
                    foreach (var item in list.Items.OfType<ScalarValue>().Where(i => !i.HasPlaceholders && !Address.IsIP(i.Text)))
                        report(
                            agent.PlaceOf(item),
                            $"{block}.{key} has \"{Shortened.Of(item.Text)}\", which is no IP address: the agent leaves it out of its certificate",
                            Address.IsName(item.Text)
                                ? $"put it into {block}.{key.Replace("ip", "dns", StringComparison.Ordinal)}"
                                : "correct it, or remove it");
    }
}
