using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Acl;

/// <summary>Consul's documentation "Bootstrap the ACL system"; github.com/hashicorp/consul issue 14494.</summary>
internal sealed class AclEnforced()
    : DangerRule("acl-enforced", DangerSeverity.Block, "ACLs are switched on, or begin to refuse what no rule allows")
{
    private static readonly ImmutableArray<string> Keys = ["acl.default_policy", "acl_default_policy", "acl.enabled", "acl_datacenter"];

    private const string Phases =
        "make a change of each phase: acl.enabled with default_policy allow and no tokens, then a token for every agent, then default_policy deny; "
            + "consulgen transition acl OLD NEW writes the inventories of all phases";

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var enabled = datacenter.KeptServers
                .Where(a => a is { Old: { } old, New: { } next } && !old.Acl.IsOn && next.Acl.IsOn)
                .ToList();
            var denying = datacenter.KeptServers
                .Where(a => a is { Old: { } old, New: { } next } && !old.Acl.DeniesByDefault && next.Acl.DeniesByDefault)
                .ToList();
            if (denying.Find(enabled.Contains) is { } atOnce)
                report(
                    DangerSeverity.Block,
                    atOnce.PlaceOf([.. Keys]),
                    $"{AgentCount.Of(denying, "servers")} of datacenter \"{datacenter.Name}\" {(denying.Count == 1 ? "begins" : "begin")} to check tokens "
                        + "and to refuse whoever has none in one change: nobody has a token yet, "
                        + "so agents lose their registrations and DNS and the catalog are empty; skipped is acl.enabled with default_policy allow, "
                        + "then the tokens",
                    Phases,
                    denying.Select(a => a.Name));
            else if (denying is [var first, ..])
                ReportDenying(datacenter, first, report);
            else if (enabled is [{ New: { } enabling }, ..] && ShownTooEarly(datacenter, change, enabling) is [var early, ..] shown)
                report(
                    DangerSeverity.Block,
                    early.Place,
                    $"ACLs of datacenter \"{datacenter.Name}\" are switched on, and {AgentCount.Of([.. shown.Select(a => a.Agent)], "agents")} "
                        + $"{(shown.Count == 1 ? "shows" : "show")} a token in the same change ({early.Path}): tokens can be made only after the bootstrap, "
                        + "and whoever shows one that nobody made is refused, also where everything is allowed: registrations and services are lost",
                    "leave the tokens out of this change; when it is deployed run consul acl bootstrap, make the tokens that the inventory names, "
                        + "and add them in a change of their own",
                    shown.Select(a => a.Agent.Name));
            else if (enabled is [var server, ..])
                report(
                    DangerSeverity.Procedure,
                    server.PlaceOf([.. Keys]),
                    $"{AgentCount.Of(enabled, "servers")} of datacenter \"{datacenter.Name}\" {(enabled.Count == 1 ? "begins" : "begin")} to check "
                        + "tokens: what no rule forbids is still allowed, but a wrong token is refused, "
                        + "and a server that has restarted judges while another does not",
                    "restart all servers, then run consul acl bootstrap once, and give every agent a token before default_policy becomes deny",
                    enabled.Select(a => a.Name));
        }
    }

    /// <summary>Agents that show a token which cannot be there yet; none where another datacenter, the primary, makes tokens already.</summary>
    private static List<(AgentChange Agent, string Path, SourceSpan Place)> ShownTooEarly(DatacenterChange datacenter, TopologyChange change, Agent enabling)
    {
        if (change.Agents.Any(a => a.Old is { IsServer: true } old && old.Acl.IsOn && PrimaryDatacenter.Is(old.Datacenter, enabling.Acl.Primary))) return [];
        var first = datacenter.New?.Servers.Select(s => s.Acl.FirstToken).FirstOrDefault(t => t is not null);
        var shown = new List<(AgentChange, string, SourceSpan)>();
        foreach (var agent in datacenter.Agents)
            if (agent.New is { } next && next.Datacenter == datacenter.Name && TokensShown.By(next, first) is var (path, token))
                shown.Add((agent, path, token.Span.Exists ? token.Span : next.Span));
        return shown;
    }

    private static void ReportDenying(DatacenterChange datacenter, AgentChange first, Report report)
    {
        // A token that comes in the same change is not yet there when the first server denies.
        var bare = datacenter.Agents
            .Where(a => a.New is not null && (a.Old ?? a.New) is { } agent && agent.Acl is { HasToken: false, KeepsTokens: false })
            .ToList();
        var denies = $"default_policy of datacenter \"{datacenter.Name}\" becomes deny";
        if (bare.Count > 0)
            report(
                DangerSeverity.Block,
                first.PlaceOf([.. Keys]),
                $"{denies}, and {AgentCount.Of(bare, "agents")} {(bare.Count == 1 ? "has" : "have")} no token until now: they can no longer register "
                    + "themselves and their services; skipped is the phase that gives every agent acl.tokens.agent or acl.tokens.default",
                Phases,
                bare.Select(a => a.Name));
        else
            report(
                DangerSeverity.Procedure,
                first.PlaceOf([.. Keys]),
                $"{denies}: whatever asks without a token, DNS too, gets nothing unless the anonymous token may",
                "give the anonymous token, or acl.tokens.dns, the right to read nodes and services, look for \"Permission denied\" in the logs, "
                    + "and restart one server first",
                datacenter.KeptServers.Select(a => a.Name));
    }
}
