using ConsulGen.Core.Bundles;
using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Tls;

/// <summary>
/// <c>tls/ca.sh</c>, the same for all bundles, which makes a CA and certificates outside of the bundle, and <c>tls/hosts.tsv</c> beside it:
/// which files each host needs, and by which names it is called. There are none where no agent has TLS.
/// </summary>
internal sealed class CaEmitter : ITopologyEmitter
{
    private const string None = "-";

    private static readonly Lazy<Content> Script = new(() => new Content(Resources.Text("emitters/ca.sh")));

    public IEnumerable<BundleFile> Emit(Topology topology)
    {
        var fronts = Fronts(topology);
        var rows = new TextBuilder();
        foreach (var agent in topology.Agents)
        {
            var files = TlsFiles.Of(agent);
            foreach (var ca in files.Cas) Row(rows, agent, "ca", ca, None, None);
            if (files.Certificates.IsEmpty) continue;
            var names = string.Join(',', CertificateNames.Of(agent, fronts[agent]));
            foreach (var (certificate, key) in files.Certificates) Row(rows, agent, "cert", certificate, key, names);
        }

        if (rows.Length == 0) yield break;
        yield return new BundleFile("tls/ca.sh", Script.Value, Executable: true);
        yield return new BundleFile("tls/hosts.tsv", new Content(new TextBuilder(rows.Length)
            .Line("# " + GeneratedComment.Text)
            .Line("# datacenter\tnode\taddress\tgroup\tkind\tfile\tkey\tnames")
            .Append(rows.ToString())));
    }

    /// <summary>The load balancers that hand on encrypted connections to an agent as they are.</summary>
    private static ILookup<Agent, LoadBalancer> Fronts(Topology topology) => topology.LoadBalancers
        .SelectMany(b => b.Listeners.Where(l => l.Name.Name is "https" or "grpc" or "grpc_tls").SelectMany(l => l.Backends).Select(a => (a, b)))
        .ToLookup<(Agent Agent, LoadBalancer Front), Agent, LoadBalancer>(f => f.Agent, f => f.Front, ReferenceEqualityComparer.Instance);

    private static void Row(TextBuilder rows, Agent agent, string kind, string file, string key, string names) =>
        rows.Line(string.Join('\t', agent.Datacenter, agent.Name, agent.Address, agent.Install.Group, kind, file, key, names));
}
