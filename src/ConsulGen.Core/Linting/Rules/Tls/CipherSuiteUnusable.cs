using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class CipherSuiteUnusable()
    : LintRule("cipher-suite-unusable", Severity.Error, "The target version does not take a cipher suite")
{
    private const string Key = "tls_cipher_suites";

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            if (HasSuites(agent)) Check(agent, report);
    }

    private static bool HasSuites(Agent agent)
    {
        var settings = agent.Tls;
        foreach (var side in TlsSettings.Interfaces)
            if (settings.Find(side, Key) is not null) return true;
        return false;
    }

    private static void Check(Agent agent, Report report)
    {
        var settings = agent.Tls;
        var lists = TlsSettings.Interfaces.Select(side => (Side: side, Setting: settings.Find(side, Key)))
            .Where(s => s.Setting is { IsSet: true, Value: ScalarValue { HasPlaceholders: false } })
            .ToList();
        foreach (var (_, setting) in lists.DistinctBy(s => s.Setting?.Key))
            if (setting is { Value: ScalarValue list } && Unknown(list.Text, agent) is { } unknown)
                report(
                    agent.PlaceOf(list),
                    $"{setting.Value.Key} has \"{Shortened.Of(unknown)}\", which Consul {agent.Version} does not take: the agent refuses to start",
                    "write suites with commas and no blanks between them, out of " + string.Join(", ", Vocabulary.CipherSuites.Of(agent.Version)));
        // A list that comes from the defaults is left out without a word.
        foreach (var (side, setting) in lists.Where(_ => agent.Version.Has(Feature.TlsVersionWordsChecked)))
            if (setting is { } own && settings.Find(side, "tls_min_version") is { Value: ScalarValue { Text: "TLSv1_3" or "tls13" } } least
                && IsSamePlace(own.Key, least.Key))
                report(
                    agent.PlaceOf(own.Value),
                    $"{own.Key} is set, but {least.Key} is 1.3, whose cipher suites cannot be chosen: the agent refuses to start",
                    $"remove {own.Key}");
    }

    /// <summary>A version from the defaults holds for an interface's own list too.</summary>
    private static bool IsSamePlace(string list, string least) => Stanza(list) != "tls.defaults" || Stanza(least) == "tls.defaults";

    private static string Stanza(string key) => key.LastIndexOf('.') is > 0 and var dot ? key[..dot] : "tls.defaults";

    private static string? Unknown(string list, Agent agent) =>
        list.Trim() is { Length: > 0 } suites
            ? suites.Split(',').FirstOrDefault(s => !Vocabulary.CipherSuites.Of(agent.Version).Contains(s, StringComparer.Ordinal))
            : null;
}
