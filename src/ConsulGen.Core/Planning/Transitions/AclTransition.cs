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
        var block = ReadyMadeBlock.Of(next, s => s.Acl);
        var blockDenies = block.IsWritten && Denies(next) && !Denies(old);
        if (deny.Count == 0 && !(block.IsWritten && Denies(next)))
            return Outcome.None("the new inventory has no default_policy: deny, so that ACLs deny nobody anything: one deployment is enough");
        var before = Denying(old);
        deny.RemoveAll(d => before.Exists(d.IsSame));
        if (deny.Count == 0 && !blockDenies) return Outcome.None("the old inventory has the same default_policy: deny: there is nothing to switch on");
        var edits = deny.Select(e => e.Change("allow")).OfType<Fix>().ToList();
        if (blockDenies && block.Set("default_policy", "allow") is { } allow) edits.AddRange(allow);
        else if (blockDenies) return Outcome.None("acl is written so that no word can be added to it: write it in braces on one line");
        if (edits.Count < deny.Count) return Outcome.None("default_policy is not written as a plain word: write deny there");
        if (next.Topology?.Agents.FirstOrDefault(a => a.Acl is { HasToken: false, KeepsTokens: false }) is { } lacking)
            return Outcome.None(
                $"{lacking.Name} has no token in the new inventory, and one that is set over the API is gone after the restart of the second phase: "
                    + "set acl.tokens.agent there, best as a secret, or acl.enable_token_persistence: true");
        ImmutableArray<Phase> bare = [];
        var tokens = MadeTokens(next);
        if (tokens.Count > 0 && old.Topology?.Agents.Any(a => a.IsServer && a.Acl.IsOn) != true)
        {
            var without = tokens.Select(t => Removal.Of(t.Map, t.Entry)).ToList();
            if (without.FindIndex(w => w is null) is >= 0 and var kept)
                return Outcome.None($"{tokens[kept].Entry.Key} is written in braces over several lines: write it on one line, or without braces");
            bare =
            [
                new Phase("allow", next, [.. edits, .. without.SelectMany(w => w ?? [])],
                [
                    "Deploy with the restarts of the plan: servers one at a time, the leader last, then clients. ACLs are on, and deny nobody.",
                    Bootstrap,
                    "Make a policy and a token for the agents, for services, and for DNS (the anonymous token, or the dns token from 1.17): "
                        + "those that the inventory names.",
                ]),
            ];
        }

        var isFirst = bare.Length == 0;
        return Outcome.Of(
        [
            .. bare,
            new Phase(isFirst ? "allow" : "tokens", next, [.. edits],
            [
                isFirst
                    ? "Deploy with the restarts of the plan: servers one at a time, the leader last, then clients. ACLs are on, and deny nobody."
                    : "Deploy: the agents take their tokens by a reload, and still nobody is denied anything.",
                .. isFirst ? [Bootstrap, Give] : ImmutableArray<string>.Empty,
                "Watch the logs for \"blocked by ACLs\" and \"Permission denied\" until none comes.",
            ]),
            new Phase(
                "deny",
                next,
                [],
                ["Deploy with the restarts of the plan. Who has no token is denied now; going back is the inventory of the phase before."]),
        ]);
    }

    private const string Bootstrap = "Run consul acl bootstrap once, unless the inventory sets an initial management token, and keep what it prints.";

    private const string Give = "Make a policy and a token for the agents, for services, and for DNS (the anonymous token, or the dns token from 1.17); "
        + "give each agent its token: consul acl set-agent-token agent TOKEN, or acl.tokens.agent as a secret.";

    /// <summary>The keys of tokens that can be made only after the bootstrap, on every level.</summary>
    private static List<DeclaredKey> MadeTokens(Compilation inventory)
    {
        var first = inventory.Topology?.Agents.Select(a => a.Acl.FirstToken).FirstOrDefault(t => t is not null);
        return
        [
            .. AclSettings.MadeTokens.Select(key => $"acl.tokens.{key}").Concat(AclSettings.OlderMadeTokens)
                .SelectMany(path => DeclaredKeys.At(inventory, path))
                .Concat(AclSettings.MadeTokens.SelectMany(key => ReadyMadeBlock.Of(inventory, s => s.Acl).At("tokens", key)))
                .Concat(DeclaredKeys.OfServices(inventory, "token"))
                .Where(key => !TokensShown.Is(key.Value, first)),
        ];
    }

    private static bool Denies(Compilation inventory) => inventory.Topology?.Agents.Any(a => a.IsServer && a.Acl.DeniesByDefault) is true;

    private static List<DeclaredKey> Denying(Compilation inventory) =>
        [.. Policies.SelectMany(path => DeclaredKeys.At(inventory, path)).Where(e => e.Value is ScalarValue { Text: "deny" })];
}
