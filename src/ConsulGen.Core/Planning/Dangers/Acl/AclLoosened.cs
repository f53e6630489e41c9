using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Acl;

/// <summary>
/// agent/config/builder.go of 1.4.0 to 1.21.4: <c>acl_datacenter</c> switches ACLs on, <c>primary_datacenter</c> does not, and
/// <c>acl.enabled</c> is false by default. After that rename an anonymous write went from 403 to 200 (run with 1.10.11).
/// </summary>
internal sealed class AclLoosened()
    : DangerRule("acl-loosened", DangerSeverity.Block, "ACLs are switched off, or begin to allow what no rule forbids")
{
    private static readonly ImmutableArray<string> Keys =
        ["acl.enabled", "primary_datacenter", "acl_datacenter", "acl.default_policy", "acl_default_policy", "acl"];

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var off = Those(datacenter, (old, next) => old.IsOn && !next.IsOn);
            if (off is [{ Old: { } old } first, ..])
            {
                var implied = old.Config.Map("acl").Flag("enabled") is null;
                report(
                    // From a cluster that denies it is a fall of two phases at once.
                    implied || old.Acl.DeniesByDefault ? DangerSeverity.Block : DangerSeverity.Procedure,
                    first.PlaceOf([.. Keys]),
                    $"{AgentCount.Of(off, "servers")} of datacenter \"{datacenter.Name}\" {(off.Count == 1 ? "switches" : "switch")} ACLs off: whoever "
                        + "reaches the API reads and writes everything, and tokens count for "
                        + $"nothing{(implied ? "; acl_datacenter switched them on, and no key does now" : "")}",
                    implied
                        ? "set acl.enabled: true beside primary_datacenter"
                        : "leave acl.enabled: true; to find out what a token lacks set default_policy: allow for a while, "
                            + "or give it the policy global-management",
                    off.Select(a => a.Name));
            }

            var allowing = Those(datacenter, (old, next) => old.DeniesByDefault && next is { IsOn: true, DeniesByDefault: false });
            if (allowing is [var server, ..])
                report(
                    DangerSeverity.Procedure,
                    server.PlaceOf([.. Keys]),
                    $"default_policy of datacenter \"{datacenter.Name}\" becomes allow: whoever reaches the API, also without a token, "
                        + "reads and writes all that no rule of a token forbids",
                    "leave default_policy: deny, and give the anonymous token, or whoever is refused, a policy with just what it needs",
                    allowing.Select(a => a.Name));
        }
    }

    private static List<AgentChange> Those(DatacenterChange datacenter, Func<AclSettings, AclSettings, bool> are) =>
        [.. datacenter.KeptServers.Where(a => a is { Old: { } old, New: { } next } && are(old.Acl, next.Acl))];
}
