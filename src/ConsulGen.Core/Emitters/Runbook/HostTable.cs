using ConsulGen.Core.Bundles;
using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Runbook;

/// <summary>
/// <c>hosts.tsv</c>, which the commands of <see cref="SecuredStart"/> go through: servers first, the primary datacenter's before the
/// others', then clients, then load balancers.
/// </summary>
internal static class HostTable
{
    public const string Path = "hosts.tsv";

    /// <summary>A shell takes several tabs for one.</summary>
    private const string None = "-";

    private const string Yes = "yes";

    public static BundleFile Of(Topology topology)
    {
        var text = new TextBuilder()
            .Line("# " + GeneratedComment.Text)
            .Line("# datacenter\tnode\trole\taddress\tgroup\tversion\tbinary\tcertificates\ttokens");
        var datacenters = RunbookFacts.PrimaryFirst(topology).ToList();
        foreach (var agent in datacenters.SelectMany(d => d.Servers).Concat(datacenters.SelectMany(d => d.Clients)))
            Row(
                text, agent, agent.Role, agent.Install.Group, agent.Version.ToString(), agent.Install.Binary,
                HasCertificates(agent) ? Yes : None,
                TakesTokens(agent, topology) ? Yes : None);
        foreach (var balancer in topology.LoadBalancers) Row(text, balancer, "load_balancer", None, None, None, None, None);
        return new BundleFile(Path, new Content(text));
    }

    /// <summary>Some of its files are made by <c>tls/ca.sh</c>.</summary>
    public static bool HasCertificates(Agent agent) => TlsFiles.Of(agent) is { Cas.IsEmpty: false } or { Certificates.IsEmpty: false };

    /// <summary>From files that <c>acl/bootstrap.sh</c> makes.</summary>
    public static bool TakesTokens(Agent agent, Topology topology) =>
        AclDomain.SecretsMadeFor(agent, topology).Any(s => agent.Secrets.GetValueOrDefault(s) is { Source: SecretSource.File });

    private static void Row(TextBuilder text, Host host, string role, params string[] more) =>
        text.Line(string.Join('\t', [host.Datacenter, host.Name, role, host.Address.Length == 0 ? None : host.Address, .. more]));
}
