using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class CaProviderWord()
    : LintRule("ca-provider-word", Severity.Error, "Connect's certificate authority is unknown, or lacks what it needs")
{
    /// <summary>Names as they may also be written, in Consul's own spelling (run with 1.6.5 and 1.10.11).</summary>
    private static readonly ImmutableArray<(string Key, string Other)> VaultPaths = [
        ("root_pki_path", "RootPKIPath"),
        ("intermediate_pki_path", "IntermediatePKIPath"),
    ];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
        {
            var connect = agent.Config.Map("connect");
            if (connect["ca_provider"] is not ScalarValue { Text.Length: > 0, HasPlaceholders: false } provider) continue;
            var known = Vocabulary.CaProviders.Of(agent.Version);
            if (!known.Contains(provider.Text, StringComparer.Ordinal))
                report(
                    agent.PlaceOf(provider),
                    $"connect.ca_provider is \"{Shortened.Of(provider.Text)}\", which Consul {agent.Version} does not know: the agent refuses to start",
                    "use one of " + string.Join(", ", known));
            else if (provider.Text == "vault" && !agent.Version.Has(Feature.VaultAuthMethod))
                // Later releases also take auth_method, and ask only the primary for a root.
                foreach (var (key, other) in VaultPaths.Add(("token", "Token")))
                    if (!DefinitionKeys.Has(connect.Map("ca_config"), key) && !DefinitionKeys.Has(connect.Map("ca_config"), other))
                        report(
                            agent.PlaceOf(provider),
                            $"connect.ca_provider is vault, but connect.ca_config has no {key}: the agent refuses to start",
                            $"set connect.ca_config.{key}");
        }
    }
}
