using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class TlsVersionWord()
    : LintRule("tls-version-word", Severity.Error, "The target version does not know this TLS version")
{
    private const string Old = "tls10, tls11, tls12";

    public override void Check(Topology topology, Report report)
    {
        // In tls { } the schema has the words.
        foreach (var agent in topology.DistinctAgents)
            // An empty one is the default's (run with 1.1.0 to 1.10.11).
            if (agent.Config["tls_min_version"] is ScalarValue { Kind: ScalarKind.String, Text.Length: > 0, HasPlaceholders: false } word && !Known(agent).Split(", ").Contains(word.Text, StringComparer.Ordinal))
                report(
                    agent.PlaceOf(word),
                    $"tls_min_version is \"{InventoryReader.Shorten(word.Text)}\", which Consul {agent.Version} does not know: the agent refuses to start{(agent.Version.IsAtLeast(1, 12) ? "" : ", though consul validate finds nothing")}",
                    "use one of " + Known(agent));
    }

    /// <summary>1.6.5 refuses tls13, 1.8.4 takes it; 1.12.0 brought the words of tls { }, which the old key takes too.</summary>
    private static string Known(Agent agent) => agent.Version switch
    {
        var v when v.IsAtLeast(1, 12) => Old + ", tls13, TLS_AUTO, TLSv1_0, TLSv1_1, TLSv1_2, TLSv1_3",
        var v when v.IsAtLeast(1, 7) => Old + ", tls13",
        _ => Old,
    };
}
