using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Names;

/// <summary>
/// Consul's documentation "TLS encryption": a server's certificate is made out to <c>server.&lt;datacenter&gt;.&lt;domain&gt;</c>;
/// github.com/hashicorp/consul issue 3641.
/// </summary>
internal sealed class DnsDomainChanged()
    : DangerRule("dns-domain-changed", DangerSeverity.Block, "The domain of all DNS names and of the servers' certificates changes")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var agents = datacenter.Agents.Where(a => a.Key("domain") is not null).ToList();
            if (agents is not [var first, ..]) continue;
            // From the old side: what runs is what refuses.
            var isVerified = agents.Any(a => a.Old is { } old && old.Tls.VerifyServerHostname is not null);
            var (old, next) = (first.Key("domain")?.Old?.ToString() ?? "consul", first.Key("domain")?.New?.ToString() ?? "consul");
            report(
                isVerified ? DangerSeverity.Block : DangerSeverity.Procedure,
                first.PlaceOf("domain"),
                $"the domain of datacenter \"{datacenter.Name}\" goes from \"{old}\" to \"{next}\": every name like web.service.{old} stops to resolve"
                + (isVerified ? $", and agents that verify the servers' names refuse certificates for server.{datacenter.Name}.{old}" : ""),
                (isVerified ? $"first give the servers certificates for both names; then " : "")
                + $"set alt_domain to \"{next}\" (since {Feature.AltDomain.Since}), move all users of the names, and change the domain last, "
                + "one agent at a time",
                agents.Select(a => a.Name));
        }
    }
}
