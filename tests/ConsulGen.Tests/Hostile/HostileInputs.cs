using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Tests.Hostile;

/// <summary>Inventories that are small, or within the size that is read, and would take a machine's time or memory.</summary>
internal static class HostileInputs
{
    private const string Dc = "datacenters:\n  dc1:\n    servers: { hosts: { \"n[1:3]\": { address: \"10.0.0.[1:3]\" } } }\n";

    /// <param name="What">For people.</param>
    /// <param name="Rule">The finding; all others are left out where it is about size.</param>
    public sealed record Input(string What, string Yaml, int Code, string Rule);

    public static IReadOnlyList<Input> All { get; } =
    [
        TooLarge("lists of lists of `vars`, 20⁷ values", Nested() + Dc + "agent: { node_meta: { a: \"${vars.a7}\" } }\n"),
        new("text of text of `vars`, 2¹⁵ times", Doubled() + Dc + "agent: { node_meta: { a: \"${vars.a0}\" } }\n", 1, "undefined-placeholder"),
        TooLarge("3,999 servers", Servers(3999)),
        TooLarge("1,000 ranges of 9,999 hosts", Ranges()),
        new("60,000 hosts", Dc + Clients(60_000, ""), 1, "range-too-large"),
        TooLarge("1,000 datacenters", "datacenters:\n" + Lines(1000, i => $"  dc{i}: {{ servers: {{ hosts: {{ n: {{ address: n-{i}.example.com }} }} }} }}")),
        TooLarge("1,000 services of 5,000 hosts", Dc + Clients(5000, $"services: {{ {List(1000, i => $"s{i}: {{ port: {1000 + i} }}")} }}")),
        TooLarge("3,000 tags of a service of 19,000 hosts", Dc + Clients(19_000, $"services: {{ web: {{ port: 80, tags: [{List(3000, i => $"t{i}")}] }} }}")),
        TooLarge("2,000 joins of 19,000 hosts", Dc + Clients(19_000, $"agent: {{ retry_join: [{List(2000, i => $"10.1.{i / 250}.{i % 250}")}] }}")),
        TooLarge(
            "a variable of 60 kB at 19,000 hosts",
            $"vars: {{ big: {Times("x", 60_000)} }}\n" + Dc + Clients(19_000, "agent: { node_meta: { a: \"a${vars.big}\" } }")),
        TooLarge("2,000 scrape jobs of 999 servers", $"prometheus: {{ jobs: {{ {List(2000, i => $"j{i}: {{ tag: t{i} }}")} }} }}\n" + Servers(999)),
        TooLarge(
            "1,000 ranges in a risk",
            Dc + $"risks: [{{ accept: quorum-lost, reason: x, hosts: [{List(1000, i => $"\"h{i}-[1:9999]\"")}] }}]\n"),
        new(
            "16,000 times `${` where a duration stands",
            Dc + $"services: {{ web: {{ port: 80, checks: [{{ tcp: x, interval: \"{Times("${", 16_000)}\\n\", timeout: 1s }}] }} }}\n",
            1,
            "undefined-placeholder"),
        new(
            "3,000 unknown placeholders in a string",
            Dc + $"agent: {{ node_meta: {{ a: \"{string.Concat(Enumerable.Range(0, 3000).Select(i => $"${{vars.u{i}}}"))}\" }} }}\n",
            1,
            "undefined-placeholder"),
        new("1,000 secrets on a line", Dc + $"agent: {{ node_meta: {{ {List(1000, i => $"n{i}_password: hunter2hunter{i}")} }} }}\n", 1, "plaintext-secret"),
        new("40,000 unknown keys on a line", Dc + $"agent: {{ {List(40_000, i => $"k{i}: 1")} }}\n", 1, Limits.Rule),
        new("40,000 unknown keys at the top", Dc + Lines(40_000, i => $"k{i}: 1"), 1, Limits.Rule),
        TooLarge("15 MB of ones", Dc + $"agent: {{ x: [{Times("1,", 7_500_000)}1] }}\n"),
        TooLarge("13 MB of unknown keys", Dc + "agent:\n" + Lines(1_000_000, i => $"  k{i}: 1")),
        new("15 MB in a string", Dc + $"agent: {{ node_meta: {{ a: {Times("k", 15_000_000)} }} }}\n", 1, "metadata-limit"),
        new("5 MB in a key", Dc + $"agent: {{ {Times("k", 5_000_000)}: 1 }}\n", 1, "unknown-agent-key"),
        TooLarge("20,000 traits, each of the one before", Dc + "traits:\n  t0: {}\n" + Lines(20_000, i => $"  t{i + 1}: {{ traits: [t{i}] }}")),
        TooLarge(
            "1,000 traits at 900 groups",
            "traits:\n" + Lines(999, i => $"  t{i}: {{ vars: {{ v{i}: x }} }}")
                + $"  all: {{ traits: [{List(999, i => $"t{i}")}] }}\n" + Dc
                + "    clients:\n      groups:\n"
                + Lines(900, i => $"        g{i}: {{ zone: z, groups: {{ x: {{ traits: [all], hosts: {{ h{i}: {{ address: h{i}.example }} }} }} }} }}")),
        TooLarge(
            "2,000 hosts that change one of 20,000 variables",
            "vars:\n" + Lines(20_000, i => $"  v{i}: x") + Dc + "    clients:\n      hosts:\n"
                + Lines(2000, i => $"        c{i}: {{ address: c{i}.example.com, vars: {{ v0: y }} }}")),
        TooLarge(
            "12,000 firewalls of 12,000 scattered hosts",
            Dc + "    clients:\n      firewall: nftables\n      hosts:\n"
                + Lines(12_000, i => $"        c{i}: {{ address: 10.{100 + i / 120}.{i % 120 * 2}.1 }}")),
        new("17 MB", Dc + Times("# comment\n", 1_700_000), 2, ""),
        new("100,000 lists in lists", Dc + $"agent: {{ x: {Times("[", 100_000)}1{Times("]", 100_000)} }}\n", 2, "nesting-too-deep"),
        new("aliases of aliases", "a: &a [1, 1]\nb: [*a, *a]\n" + Dc, 2, "yaml-feature"),
    ];

    private static Input TooLarge(string what, string yaml) => new(what, yaml, 2, Limits.Rule);

    private static string Servers(int count) =>
        $"datacenters:\n  dc1:\n    servers: {{ hosts: {{ \"n[1:{count}]\": {{ address: \"n-[1:{count}].example.com\" }} }} }}\n";

    private static string Ranges() => "datacenters:\n  dc1:\n    servers:\n      hosts:\n"
        + Lines(1000, i => $"        \"n{i}-[1:9999]\": {{ address: \"n{i}-[1:9999].example.com\" }}");

    private static string Clients(int count, string settings) =>
        $"    clients:\n      {settings}\n      hosts: {{ \"c[1:{count}]\": {{ address: \"c-[1:{count}].example.com\" }} }}\n";

    private static string Nested() => $"vars:\n  a0: [{List(20, _ => "x")}]\n" + Lines(7, i => $"  a{i + 1}: [{List(20, _ => $"\"${{vars.a{i}}}\"")}]");

    private static string Doubled() => "vars:\n" + Lines(15, i => $"  a{i}: \"${{vars.a{i + 1}}}${{vars.a{i + 1}}}\"") + "  a15: xxxxxxxxxx\n";

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    private static string List(int count, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
