using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Acl;

internal sealed class ManagementTokenForm()
    : LintRule("management-token-form", Severity.Warning, "The first management token is no UUID")
{
    private static readonly ImmutableArray<string> Keys = ["acl.tokens.initial_management", "acl.tokens.master", "acl_master_token"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents.Where(a => a.IsServer && a.Version.Has(Feature.AclStanza)))
            foreach (var key in Keys)
                if (Written(agent.Config.At(key.Split('.')), agent, topology) is var (text, span) && !NodeId.IsUuid(text))
                    report(
                        span,
                        $"{key} is not a UUID, about which the leader warns: a token that is easy to guess opens the whole cluster",
                        "make one with uuidgen");
    }

    /// <summary>The token itself, where the inventory has it; nothing of it is ever shown.</summary>
    private static (string Text, SourceSpan Span)? Written(Value? value, Agent agent, Topology topology) => value switch
    {
        ScalarValue { Text.Length: > 0, HasPlaceholders: false } token => (token.Text, agent.PlaceOf(token)),
        SecretValue reference when topology.Secrets.GetValueOrDefault(reference.Name) is { Source: SecretSource.Literal } secret => (secret.Text, secret.Span),
        _ => null,
    };
}
