using ConsulGen.Core.Bundles;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Firewall;

/// <summary>
/// A policy of firewalld (0.9 and later) that holds before the host's zones: it lets in who needs it, and everyone else is left to the
/// zone, which lets in what it names only.
/// </summary>
internal static class FirewalldFile
{
    /// <summary>firewalld's, of which it makes chains.</summary>
    private const int LongestName = 17;

    public static IEnumerable<HostFile> Of(Subject subject, PortRules rules)
    {
        var text = new TextBuilder();
        text.Line("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
            .Line($"<!-- {GeneratedComment.Text} -->")
            .Line("<policy target=\"CONTINUE\" priority=\"-1\">")
            .Line($"  <short>{subject.Name}</short>")
            .Line($"  <description>{subject.Title}</description>")
            .Line("  <ingress-zone name=\"ANY\"/>")
            .Line("  <egress-zone name=\"HOST\"/>");
        foreach (var party in rules.Parties)
        {
            text.Line($"  <!-- {party.Party.Name} -->");
            foreach (var (protocol, ports) in party.Ports.ByProtocol)
                foreach (var port in ports)
                {
                    if (party.Party.IsAnyone) text.Line($"  <port port=\"{port}\" protocol=\"{protocol}\"/>");
                    foreach (var network in party.Party.Networks)
                        text.Line($"  <rule family=\"{(Network.IsIPv4(network) ? "ipv4" : "ipv6")}\">")
                            .Line($"    <source address=\"{network}\"/>")
                            .Line($"    <port port=\"{port}\" protocol=\"{protocol}\"/>")
                            .Line("    <accept/>")
                            .Line("  </rule>");
                }
        }

        text.Line("</policy>");
        yield return FirewallEmitter.File($"/etc/firewalld/policies/{NameOf(subject)}.xml", new Content(text));
    }

    private static string NameOf(Subject subject) => subject.Name.Length <= LongestName
        ? subject.Name
        : $"consul-{Content.HashOf(System.Text.Encoding.UTF8.GetBytes(subject.Name))[..8]}";
}
