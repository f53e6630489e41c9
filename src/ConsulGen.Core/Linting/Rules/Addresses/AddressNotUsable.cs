using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class AddressNotUsable()
    : LintRule("address-not-usable", Severity.Error, "An agent cannot bind or advertise an address")
{
    private enum Family
    {
        Any,
        IPv4,
        IPv6,
    }

    /// <summary>Keys that take one address; an advertised one cannot be the any-address.</summary>
    private static readonly ImmutableArray<(string Key, bool Advertised, Family Family)> Single =
    [
        ("advertise_addr", true, Family.Any),
        ("advertise_addr_ipv4", true, Family.IPv4),
        ("advertise_addr_ipv6", true, Family.IPv6),
        ("advertise_addr_wan", true, Family.Any),
        ("advertise_addr_wan_ipv4", true, Family.IPv4),
        ("advertise_addr_wan_ipv6", true, Family.IPv6),
        ("bind_addr", false, Family.Any),
        ("serf_lan", false, Family.Any),
        ("serf_wan", false, Family.Any),
    ];

    private static readonly char[] Blanks = [' ', '\t', '\n', '\r'];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            foreach (var (key, advertised, family) in Single)
                if (agent.Config[key] is ScalarValue { Text.Length: > 0 } value && !IsOpen(value)
                    && OfSingle(value.Text, advertised, family) is var (message, help) && IsKnown(key, agent.Version))
                    report(agent.PlaceOf(value), $"{key} {message}", help);
            if (agent.Config["client_addr"] is ScalarValue client && !IsOpen(client) && OfList(client.Text, sockets: false) is var (problem, remedy))
                report(agent.PlaceOf(client), $"client_addr {problem}", remedy);
            foreach (var entry in agent.Config.Map("addresses").Entries)
                if (entry.Value is ScalarValue value && !IsOpen(value) && OfList(value.Text, sockets: entry.Key != "dns") is var (message, help))
                    report(agent.PlaceOf(value), $"addresses.{entry.Key} {message}", help);
        }
    }

    /// <summary>The functions that a template begins with: github.com/hashicorp/go-sockaddr/template.</summary>
    private static bool IsTemplate(string text) => text.StartsWith("Get", StringComparison.Ordinal) || text.Contains(" | ", StringComparison.Ordinal);

    private static (string Message, string Help)? OfSingle(string text, bool advertised, Family family)
    {
        if (Parts(text) is not [var address])
            return (
                $"is \"{Shortened.Of(text)}\", but takes exactly one address: the agent refuses to start",
                IsTemplate(text) ? "a template of go-sockaddr stands in braces: '{{ " + Shortened.Of(text) + " }}'" : "keep one of them");
        if (OfAddress(address) is { } problem) return problem;
        if (advertised && IsAny(address))
            return ($"is {address}, which no other agent can reach", "name the address by which others reach the agent: ${address}");
        return family switch
        {
            Family.IPv4 when !Address.IsIPv4(address) && !IsMapped(address) =>
                ($"is {address}, but takes an IPv4 address: the agent refuses to start", "name an IPv4 address"),
            Family.IPv6 when Address.IsIPv4(address) => ($"is {address}, but takes an IPv6 address: the agent refuses to start", "name an IPv6 address"),
            _ => null,
        };
    }

    private static (string Message, string Help)? OfList(string text, bool sockets)
    {
        // As most are.
        if (Address.IsIP(text)) return null;
        if (text.Contains(',', StringComparison.Ordinal))
            return (
                $"is \"{Shortened.Of(text)}\", but its addresses are to be separated by blanks: the agent refuses to start",
                "write blanks in place of commas");
        var parts = Parts(text);
        foreach (var part in parts)
            if (!(sockets && IsSocket(part)) && OfAddress(part) is { } problem) return problem;
        // Each would be opened twice (run with 1.1.0 to 1.10.11).
        var opened = new HashSet<string>(StringComparer.Ordinal);
        var twice = parts.Select(Address.Canonical).Where(part => !opened.Add(part)).ToHashSet(StringComparer.Ordinal);
        return parts.FirstOrDefault(part => twice.Contains(Address.Canonical(part))) is { } repeated
            ? ($"has {Shortened.Of(repeated)} twice: the agent refuses to start", "keep one of them")
            : null;
    }

    private static (string Message, string Help)? OfAddress(string text)
    {
        // The only one in brackets that Consul reads (all versions).
        if (Address.IsIP(text) || text == "[::]") return null;
        var shown = Shortened.Of(text);
        if (IsSocket(text)) return ($"is \"{shown}\", but takes no socket: the agent refuses to start", "name an IP address");
        if (text.StartsWith('[') && text.EndsWith(']') && Address.IsIPv6(text[1..^1]))
            return ($"is \"{shown}\", but Consul takes no brackets here: the agent refuses to start", $"write {text[1..^1]}");
        if (Address.IsName(text))
            return (
                $"is the name \"{shown}\", but takes IP addresses only: the agent refuses to start",
                "name the IP address, or a template such as {{ GetPrivateIP }}");
        return ($"is \"{shown}\", but an IP address is expected: the agent refuses to start", "write it without port and mask");
    }

    private static bool IsKnown(string key, ConsulVersion version) => AgentKeys.Instance.Find(key)?.IsKnownTo(version) is true;

    /// <summary>A template of go-sockaddr, of which only the host knows what comes, or a placeholder that is a finding already.</summary>
    private static bool IsOpen(ScalarValue value) => value.HasPlaceholders || value.Text.Contains("{{", StringComparison.Ordinal);

    private static bool IsSocket(string text) => text.StartsWith("unix://", StringComparison.Ordinal);

    private static bool IsAny(string text) => text is "0.0.0.0" or "::" or "[::]";

    private static bool IsMapped(string text) => text.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase);

    private static string[] Parts(string text) => text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
}
