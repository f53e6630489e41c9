using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Federation;

/// <summary>
/// github.com/hashicorp/consul issue 1186: a new primary is a blank slate. The servers of the others replicate it: what they have and
/// it has not they delete (policies since 1.4.0, configuration entries since 1.5.0).
/// </summary>
internal sealed class PrimaryDatacenterChanged()
    : DangerRule("primary-datacenter-changed", DangerSeverity.Block, "A live datacenter gets another primary")
{
    public override void Check(TopologyChange change, Report report)
    {
        CheckGone(change, report);
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers
                .Where(a => a is { Old: { } old, New: { } next } && old.Acl.Primary != next.Acl.Primary)
                .ToList();
            if (servers is not [{ Old: { } before, New: { } after } first, ..]) continue;
            var derived = after.Config["primary_datacenter"] is { Span.Exists: false };
            report(
                DangerSeverity.Block,
                derived
                    ? change.Datacenter(after.Acl.Primary)?.New?.Span ?? first.Agent.Span
                    : first.PlaceOf("primary_datacenter", "acl_datacenter"),
                $"the primary of datacenter \"{datacenter.Name}\" goes from \"{before.Acl.Primary}\" to "
                    + $"\"{after.Acl.Primary}\"{(derived ? ", the first by name" : "")}: ACLs, "
                    + "intentions and configuration entries are not carried over, and certificates of the service mesh come from another root",
                derived
                    ? $"set agent.primary_datacenter: {before.Acl.Primary} at the top of the inventory"
                    : "leave the primary as it is; if it must change, export policies, roles, tokens and configuration entries first, "
                        + "and create them anew in the new primary",
                servers.Select(a => a.Name));
        }
    }

    /// <summary>The primary goes, and others still name it: they replicate from nobody, and their tokens expire with the cache.</summary>
    private static void CheckGone(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters.Where(d => d is { IsLive: true, Old: not null } && d.New is null or { Servers.IsEmpty: true }))
        {
            var orphans = change.Agents
                .Where(a => a is { Old.IsServer: true, New: { IsServer: true } next }
                    && PrimaryDatacenter.Is(datacenter.Name, next.Acl.NamedPrimary) && next.Datacenter != datacenter.Name)
                .ToList();
            if (orphans is not [var first, ..]) continue;
            report(
                DangerSeverity.Block,
                (first.Agent.Config["primary_datacenter"] ?? first.Agent.Config["acl_datacenter"]) is { Span: { Exists: true } place }
                    ? place
                    : datacenter.Old?.Span ?? first.Agent.Span,
                $"datacenter \"{datacenter.Name}\" goes, and {AgentCount.Of(orphans, "servers of others")} still "
                    + $"{(orphans.Count == 1 ? "names" : "name")} it as primary: ACLs, intentions and configuration entries can no longer be written, "
                    + "and certificates of the service mesh no longer be renewed",
                "keep the primary; or export policies, roles, tokens and configuration entries, "
                    + "make another datacenter the primary in a change of its own, and create them there anew",
                orphans.Select(o => o.Name));
        }
    }
}
