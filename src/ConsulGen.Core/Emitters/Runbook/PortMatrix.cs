using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Runbook;

/// <summary>Who reaches which port, and how the firewalls that say so are loaded.</summary>
internal static class PortMatrix
{
    public static void Write(TextBuilder text, Topology topology)
    {
        var tools = topology.Hosts.Select(h => h.Firewall?.Tool).OfType<FirewallTool>().Distinct().Order().ToList();
        if (tools.Count == 0) return;
        text.Line("## Firewall").Line().Line("The ports that Consul opens, and who reaches them; a host reaches its own. Nobody else does.").Line();
        MarkdownTable.Head(text, "on", "port", "number", "protocol", "from");
        foreach (var row in Rows(topology)) MarkdownTable.Row(text, row);
        text.Line().Line("""
            The firewall is about these ports only: who reaches ssh and other programs is left to the host. After `install.sh`, and when its
            file has changed:

            """);
        foreach (var tool in tools) text.Line(HowToLoad(tool));
        text.Line();
    }

    private static string HowToLoad(FirewallTool tool) => tool switch
    {
        FirewallTool.Nftables => "- nftables: `systemctl enable --now consul-firewall` (the unit's name, and `-firewall`), then "
            + "`systemctl reload consul-firewall`; `nft -f /etc/nftables.d/consul.nft` where there is no systemd.",
        FirewallTool.Firewalld => "- firewalld: `firewall-cmd --check-config`, then `firewall-cmd --reload`. What the zone itself opens stays open.",
        _ => "- ufw: `/usr/local/sbin/consul-ufw`. ufw has to be enabled, and its default for incoming connections has to be deny.",
    };

    private static IEnumerable<string> From(IEnumerable<Opening> openings) =>
        openings.SelectMany(o => o.From).Select(p => p.Name).DefaultIfEmpty("the host itself");

    /// <summary>Hosts of a role have the same ports but for offsets, and are one row for each.</summary>
    private static IEnumerable<string[]> Rows(Topology topology)
    {
        var conversations = Conversations.Of(topology);
        foreach (var datacenter in topology.Datacenters)
            foreach (var (role, hosts) in new (string, IEnumerable<Host>)[]
            {
                ("servers", datacenter.Servers), ("clients", datacenter.Clients), ("load balancers", datacenter.LoadBalancers),
            })
                foreach (var opening in hosts.SelectMany(conversations.OpeningsOf).GroupBy(o => (o.Name, o.Udp)))
                    yield return
                    [
                        $"{role} of {Markdown.Code(datacenter.Name)}",
                        opening.Key.Name,
                        string.Join(", ", opening.Select(o => o.Ports).Distinct(StringComparer.Ordinal)),
                        opening.Key.Udp ? "TCP, UDP" : "TCP",
                        string.Join("; ", From(opening).Distinct(StringComparer.Ordinal)),
                    ];
    }
}
