using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>ACLs on, in the order of Consul's documentation "Bootstrap the ACL system": allow; tokens; deny.</summary>
internal sealed class AclTransition() : Transition("acl", "switch ACLs on: allow, then tokens, then deny")
{
    private static readonly ImmutableArray<string> Policies = ["acl.default_policy", "acl_default_policy"];

    public override Outcome Phases(Compilation old, Compilation next)
    {
        var deny = Denying(next);
        if (deny.Count == 0) return Outcome.None("the new inventory has no default_policy: deny, so that ACLs deny nobody anything: one deployment is enough");
        var before = Denying(old);
        deny.RemoveAll(d => before.Exists(d.IsSame));
        if (deny.Count == 0) return Outcome.None("the old inventory has the same default_policy: deny: there is nothing to switch on");
        var edits = deny.Select(e => e.Change("allow")).OfType<Fix>().ToList();
        if (edits.Count < deny.Count) return Outcome.None("default_policy is not written as a plain word: write deny there");
        if (next.Topology?.Agents.FirstOrDefault(a => a.Acl is { HasToken: false, KeepsTokens: false }) is { } bare)
            return Outcome.None(
                $"{bare.Name} has no token in the new inventory, and one that is set over the API is gone after the restart of the second phase: "
                    + "set acl.tokens.agent there, best as a secret, or acl.enable_token_persistence: true");
        return Outcome.Of(
            new Phase("allow", next, [.. edits],
            [
                "Deploy with the restarts of the plan: servers one at a time, the leader last, then clients. ACLs are on, and deny nobody.",
                "Run consul acl bootstrap once, unless the inventory sets an initial management token, and keep what it prints.",
                "Make a policy and a token for the agents, for services, and for DNS (the anonymous token, or the dns token from 1.17); "
                    + "give each agent its token: consul acl set-agent-token agent TOKEN, or acl.tokens.agent as a secret.",
                "Watch the logs for \"blocked by ACLs\" and \"Permission denied\" until none comes.",
            ]),
            new Phase(
                "deny",
                next,
                [],
                ["Deploy with the restarts of the plan. Who has no token is denied now; going back is the inventory of the phase before."]));
    }
    private static List<DeclaredKey> Denying(Compilation inventory) =>
        [.. Policies.SelectMany(path => DeclaredKeys.At(inventory, path)).Where(e => e.Value is ScalarValue { Text: "deny" })];
}
