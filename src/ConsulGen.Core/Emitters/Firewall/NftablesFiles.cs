using ConsulGen.Core.Bundles;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Firewall;

/// <summary>
/// A table of nftables of its own, which is replaced as a whole, and the unit that loads it. An accepted packet still meets the host's
/// other tables; a dropped one is gone.
/// </summary>
internal static class NftablesFiles
{
    private static readonly (string Family, string Type, bool IsIPv4)[] Families = [("ip", "ipv4_addr", true), ("ip6", "ipv6_addr", false)];

    public static IEnumerable<HostFile> Of(Subject subject, PortRules rules)
    {
        var path = $"/etc/nftables.d/{subject.Unit}.nft";
        yield return FirewallEmitter.File(path, new Content(Table(subject, rules)));
        if (subject.UnitDir is { } units) yield return FirewallEmitter.File($"{units}/{subject.Unit}-firewall.service", new Content(Unit(subject, path)));
    }

    private static TextBuilder Table(Subject subject, PortRules rules)
    {
        var text = new TextBuilder();
        text.Line("#!/usr/sbin/nft -f").Line();
        Comments.WriteHeader(text, $"{GeneratedComment.Text}\n{subject.Title} All other ports are as they were.");
        // The first line makes the second one work where there is none yet; all of it is one transaction.
        text.Line($"table inet {subject.Name}").Line($"delete table inet {subject.Name}").Line($"table inet {subject.Name} {{");
        foreach (var party in rules.Parties)
            foreach (var family in Families)
                Set(text, party, family);
        text.Line("    chain input {")
            .Line("        type filter hook input priority filter; policy accept;")
            .Line("        iif lo accept")
            .Line("        ct state established,related accept");
        foreach (var party in rules.Parties)
        {
            text.Line($"        # {party.Party.Name}");
            foreach (var (protocol, ports) in party.Ports.ByProtocol)
            {
                if (party.Party.IsAnyone) text.Line($"        {protocol} dport {{ {Joined(ports)} }} accept");
                else
                    foreach (var family in Families.Where(f => Networks(party, f.IsIPv4).Length > 0))
                        text.Line($"        {family.Family} saddr @{SetName(party, family.IsIPv4)} {protocol} dport {{ {Joined(ports)} }} accept");
            }
        }

        text.Line("        # everyone else");
        foreach (var (protocol, ports) in rules.Closed.ByProtocol) text.Line($"        {protocol} dport {{ {Joined(ports)} }} counter drop");
        return text.Line("    }").Line("}");
    }

    private static void Set(TextBuilder text, PartyPorts party, (string Family, string Type, bool IsIPv4) family)
    {
        var networks = Networks(party, family.IsIPv4);
        if (networks.IsEmpty) return;
        text.Line($"    # {party.Party.Name}")
            .Line($"    set {SetName(party, family.IsIPv4)} {{")
            .Line($"        type {family.Type}")
            .Line("        flags interval");
        text.Append("        elements = { ");
        const int Width = 120;
        foreach (var (i, network) in networks.Index())
        {
            if (i > 0) text.Append(text.Column + network.Length > Width ? ",\n            " : ", ");
            text.Append(network);
        }

        text.Line(" }").Line("    }").Line();
    }

    private static string Unit(Subject subject, string path)
    {
        var file = new UnitFile();
        var load = $"{Systemd.Executable("/usr/sbin/nft")} -f {Systemd.Argument(path)}";
        file.Section("Unit")
            .Set("Description", Systemd.Line($"Firewall of Consul on {subject.Host.Name} of {subject.Host.Datacenter}"))
            // Where nftables.service flushes all tables this one comes back.
            .Set("PartOf", "nftables.service")
            .Set("After", "nftables.service")
            .Set("Wants", "network-pre.target")
            .Set("Before", $"network-pre.target {subject.Unit}.service");
        file.Section("Service")
            .Set("Type", "oneshot")
            .Set("RemainAfterExit", "yes")
            .Set("ExecStart", load)
            .Set("ExecReload", load)
            .Set("ExecStop", $"/usr/sbin/nft delete table inet {subject.Name}")
            // It talks with the kernel about tables, and does nothing else.
            .Set("UMask", "0077")
            .Set("CapabilityBoundingSet", "CAP_NET_ADMIN")
            .Set("NoNewPrivileges", "yes")
            .Set("ProtectSystem", "strict")
            .Set("ProtectHome", "yes")
            .Set("PrivateTmp", "yes")
            .WithoutKernel()
            .WithoutPrivileges()
            .Set("RestrictAddressFamilies", "AF_NETLINK AF_UNIX")
            .Set("MemoryDenyWriteExecute", "yes")
            .Set("SystemCallArchitectures", "native")
            .Set("SystemCallFilter", "@system-service");
        file.Section("Install").Set("WantedBy", "multi-user.target");
        return file.Write(GeneratedComment.Text);
    }

    private static ImmutableArray<string> Networks(PartyPorts party, bool isIPv4) => [.. party.Party.Networks.Where(n => Network.IsIPv4(n) == isIPv4)];

    private static string SetName(PartyPorts party, bool isIPv4) => party.Name + (isIPv4 ? "_4" : "_6");

    private static string Joined(ImmutableArray<string> ports) => string.Join(", ", ports);
}
