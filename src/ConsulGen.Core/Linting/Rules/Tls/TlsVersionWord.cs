using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class TlsVersionWord()
    : LintRule("tls-version-word", Severity.Error, "The target version does not know this TLS version")
{
    public override void Check(Topology topology, Report report)
    {
        // In tls { } the schema has the words.
        foreach (var agent in topology.DistinctAgents)
            // An empty one is the default's (run with 1.1.0 to 1.10.11).
            if (agent.Config["tls_min_version"] is ScalarValue { Kind: ScalarKind.String, Text.Length: > 0, HasPlaceholders: false } word
                && !Vocabulary.TlsVersions.Of(agent.Version).Contains(word.Text, StringComparer.Ordinal))
                report(
                    agent.PlaceOf(word),
                    $"tls_min_version is \"{Shortened.Of(word.Text)}\", which Consul {agent.Version} does not know: the agent refuses to start"
                    + (agent.Version.Has(Feature.TlsVersionWordsChecked) ? "" : ", though consul validate finds nothing"),
                    "use one of " + string.Join(", ", Vocabulary.TlsVersions.Of(agent.Version)));
    }
}
