using ConsulGen.Core.Consul.Agents;
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
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers.Where(a => a is { Old: { } old, New: { } next } && new AclSettings(old).Primary != new AclSettings(next).Primary).ToList();
            if (servers is not [{ Old: { } before, New: { } after } first, ..]) continue;
            var derived = after.Config["primary_datacenter"] is { Span.Exists: false };
            report(
                DangerSeverity.Block,
                derived ? change.Datacenter(new AclSettings(after).Primary)?.New?.Span ?? first.Agent.Span : first.PlaceOf("primary_datacenter", "acl_datacenter"),
                $"the primary of datacenter \"{datacenter.Name}\" goes from \"{new AclSettings(before).Primary}\" to \"{new AclSettings(after).Primary}\"{(derived ? ", the first by name" : "")}: ACLs, intentions and configuration entries are not carried over, and certificates of the service mesh come from another root",
                derived
                    ? $"set agent.primary_datacenter: {new AclSettings(before).Primary} at the top of the inventory"
                    : "leave the primary as it is; if it must change, export policies, roles, tokens and configuration entries first, and create them anew in the new primary",
                servers.Select(a => a.Name));
        }
    }
}
