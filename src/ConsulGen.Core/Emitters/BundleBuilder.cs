using ConsulGen.Core.Bundles;
using ConsulGen.Core.Emitters.Agents;
using ConsulGen.Core.Emitters.Install;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters;

/// <summary>Runs all emitters and adds what only the whole knows: the hosts' installers and the manifest.</summary>
public static class BundleBuilder
{
    public static Bundle Build(Topology topology)
    {
        var hosts = topology.Agents.Concat<Host>(topology.LoadBalancers).ToList();
        var ofHosts = new List<BundleFile>[hosts.Count];
        Work.For(hosts.Count, i => ofHosts[i] = FilesOf(hosts[i], topology));
        var files = ofHosts.SelectMany(f => f).Concat(SharedFiles(topology)).ToList();
        files.Add(new BundleFile(Manifest.FileName, Manifest.Of(files).ToJson()));
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        CheckPaths(files);
        return new Bundle(topology.Name, [.. files]);
    }

    /// <summary>The files in a host's folder.</summary>
    public static List<BundleFile> FilesOf(Host host, Topology topology) => host switch
    {
        Agent agent => OfAgent(Revealed(agent, topology), topology),
        LoadBalancer balancer => OfHost(balancer, EmitterCatalog.LoadBalancers.SelectMany(e => e.Emit(balancer)), f => InstallScript.Conf(balancer, f)),
        _ => throw new InvalidOperationException("a host that is neither an agent nor a load balancer"),
    };

    /// <summary>The files that are no host's, but for the manifest.</summary>
    public static IEnumerable<BundleFile> SharedFiles(Topology topology) => EmitterCatalog.Topology.SelectMany(e => e.Emit(topology));

    private static Agent Revealed(Agent agent, Topology topology) => topology.Secrets.Values.All(s => s.Source != SecretSource.Literal) ? agent : agent with
    {
        Config = (MapValue)SecretSplit.Reveal(agent.Config, topology.Secrets),
        Services = [.. agent.Services.Select(s => s with { Definition = (MapValue)SecretSplit.Reveal(s.Definition, topology.Secrets) })],
    };

    private static List<BundleFile> OfAgent(Agent agent, Topology topology) =>
        OfHost(agent, EmitterCatalog.Agents.SelectMany(e => e.Emit(agent)), f => InstallScript.Conf(agent, topology.Secrets, f));

    private static List<BundleFile> OfHost(Host host, IEnumerable<HostFile> emitted, Func<ImmutableArray<HostFile>, string> conf)
    {
        var hostFiles = emitted.OrderBy(f => f.Path, StringComparer.Ordinal).ToImmutableArray();
        return [.. hostFiles.Select(file => new BundleFile($"{host.Folder}/rootfs{file.Path}", file.Text)), .. InstallScript.For(host, conf(hostFiles))];
    }

    /// <summary>Names are checked long before; a path that still leaves the bundle, or stands twice, is a defect of ours.</summary>
    private static void CheckPaths(List<BundleFile> files)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (file.Path.StartsWith('/') || file.Path.Split('/').Any(p => p is "" or "." or "..")) throw new InvalidOperationException($"the path {file.Path} leaves the bundle");
            if (!seen.Add(file.Path)) throw new InvalidOperationException($"two emitters made {file.Path}");
        }
    }
}
