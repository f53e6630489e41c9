using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Acl;

/// <summary>
/// Run with 1.6.5, 1.8.4 and 1.10.11: the next leader creates the new token as another management token, and the old one stays valid
/// (<c>initializeACLs</c> of <c>agent/consul/leader.go</c>); github.com/hashicorp/consul issue 5109.
/// </summary>
internal sealed class ManagementTokenChanged()
    : DangerRule("management-token-changed", DangerSeverity.Warning, "The first management token changes, and the old one stays valid")
{
    private static readonly ImmutableArray<string> Keys = ["acl.tokens.initial_management", "acl.tokens.master", "acl_master_token"];

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers.Where(s => Keys.Any(k => s.Key(k) is { Old: not null, IsRename: false })).ToList();
            if (servers is not [var first, ..]) continue;
            var isGone = Keys.All(k => first.New?.Config.At(k.Split('.')) is null);
            report(
                DangerSeverity.Warning,
                first.PlaceOf([.. Keys]),
                $"the first management token of datacenter \"{datacenter.Name}\" {(isGone ? "is removed from" : "changes in")} the configuration: "
                    + $"{(isGone ? "it" : "the next leader creates the new one beside the old one, which")} stays valid until somebody deletes it, "
                    + "with all its rights",
                isGone
                    ? "delete it when nobody needs it: consul acl token delete -accessor-id <its accessor>"
                    : "wait until the new token works, move its users, then delete the old one: consul acl token delete -accessor-id <its accessor>",
                servers.Select(s => s.Name));
        }
    }
}
