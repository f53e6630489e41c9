using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Acl;

internal sealed class AclPolicyWord()
    : LintRule("acl-policy-word", Severity.Error, "The target version does not know this ACL policy")
{
    private static readonly ImmutableArray<string> Policies = ["allow", "deny"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            var acl = agent.Config.Map("acl");
            Check(agent, "acl.default_policy", acl["default_policy"], Policies, report);
            Check(agent, "acl_default_policy", agent.Config["acl_default_policy"], Policies, report);
            Check(agent, "default_intention_policy", agent.Config["default_intention_policy"], Policies, report);
            var down = Vocabulary.DownPolicies.Of(agent.Version);
            Check(agent, "acl.down_policy", acl["down_policy"], down, report);
            Check(agent, "acl_down_policy", agent.Config["acl_down_policy"], down, report);
        }
    }

    private static void Check(Agent agent, string key, Value? value, IEnumerable<string> known, Report report)
    {
        // An empty one is the default's, or was meant to be.
        if (value is ScalarValue { Kind: ScalarKind.String, Text.Length: > 0, HasPlaceholders: false } word
            && !known.Contains(word.Text, StringComparer.Ordinal))
            Tell(agent, key, word, known, report);
    }

    private static void Tell(Agent agent, string key, ScalarValue word, IEnumerable<string> known, Report report) => report(
        agent.PlaceOf(word),
        $"{key} is \"{Shortened.Of(word.Text)}\", which Consul {agent.Version} does not know: the agent refuses to start, though consul validate finds nothing",
        "use one of " + string.Join(", ", known),
        known.FirstOrDefault(w => string.Equals(w, word.Text, StringComparison.OrdinalIgnoreCase)) is { } meant ? Fix.Word(word.Span, word.Text, meant) : null);
}
