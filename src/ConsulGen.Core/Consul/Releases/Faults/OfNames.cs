using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Releases.Faults;

/// <summary>Faults of DNS.</summary>
internal static class OfNames
{
    public static readonly ImmutableArray<ReleaseFault> Rows =
    [
        new(
            "1.1.0",
            "1.7.1",
            "`recursors` with an IPv6 address that has no port",
            (a, _) => a.Config["recursors"] is ListValue list && list.Items.Any(IsBareIPv6),
            "a recursor at an IPv6 address without a port is not asked, and may keep a processor busy",
            "CHANGELOG 1.7.1; agent/dns.go of 1.6.5 and 1.7.3")
        {
            Remedy = "write it with its port, \"[2001:db8::1]:53\"",
        },
        new(
            "1.5.2",
            "1.11.0",
            "`alt_domain`",
            (a, _) => a.Config.Text("alt_domain") is { Length: > 0 },
            "answers to questions for alt_domain name the first domain",
            "CHANGELOG 1.11.0"),
        new(
            "1.5.2",
            "1.14.9, 1.15.5, 1.16.1",
            "a datacenter's name that ends as the longer of two domains begins",
            (a, _) => IsTrimmedWrongly(a),
            "names of this datacenter are cut in the middle, as the longer domain is taken for a part of them",
            "CHANGELOG 1.16.1; agent/dns.go of 1.15.4 and 1.16.3"),
        new(
            "1.18.0",
            "1.18.3, 1.19.1",
            "services with an `address`, where DNS is the one of 1.19.0",
            (a, _) => HasNewDns(a) && Services(a).Any(s => DefinitionKeys.Has(s, "address")),
            "SRV answers have the same name for all instances with an address of their own",
            "CHANGELOG 1.19.1 and 1.18.3")
        {
            Remedy = OldDns,
        },
        new(
            "1.18.0",
            "1.18.3, 1.19.1",
            "services with `tags`, where DNS is the one of 1.19.0",
            (a, _) => HasNewDns(a) && Services(a).Any(s => DefinitionKeys.Has(s, "tags")),
            "DNS disregards the tag in tag.name.service.consul",
            "CHANGELOG 1.19.1 and 1.18.3")
        {
            Remedy = OldDns,
        },
    ];

    private const string OldDns = "take the DNS of before: experiments: [v1dns] in 1.19.0, no v2dns in 1.18";

    private static bool IsBareIPv6(Value value) =>
        value is ScalarValue { Text: { Length: > 0 } text } && Address.IsIPv6(text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text);

    /// <summary>1.18 has it behind an experiment, and 1.19.0 has the older one behind another.</summary>
    private static bool HasNewDns(Agent agent)
    {
        var experiments = agent.Config["experiments"] is ListValue list ? list.Items.OfType<ScalarValue>().Select(i => i.Text).ToList() : [];
        return agent.Version.Has(Feature.NewDnsByDefault) ? !experiments.Contains("v1dns") : experiments.Contains("v2dns");
    }

    private static ImmutableArray<MapValue> Services(Agent agent) => AgentDefinitions.Of(agent).Services;

    private static bool IsTrimmedWrongly(Agent agent)
    {
        if (agent.Config.Text("alt_domain") is not { Length: > 0 } second) return false;
        var first = agent.Config.Text("domain") ?? "consul";
        var (longer, shorter) = first.Length > second.Length ? (first.Trim('.'), second.Trim('.')) : (second.Trim('.'), first.Trim('.'));
        return $"{agent.Datacenter}.{shorter}" is var name && name.EndsWith(longer, StringComparison.OrdinalIgnoreCase) && name.Length > longer.Length
            && name[name.Length - longer.Length - 1] != '.';
    }
}
