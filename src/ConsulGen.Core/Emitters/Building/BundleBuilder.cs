using ConsulGen.Core.Bundles;
using ConsulGen.Core.Emitters.Install;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Building;

/// <summary>Makes a bundle of what all emitters make, a part for each host.</summary>
public static class BundleBuilder
{
    private const string Hosts = "hosts/";

    public static Bundle Build(Topology topology)
    {
        var hosts = topology.Hosts.OrderBy(h => h.Folder + "/", StringComparer.Ordinal).ToList();
        CheckDistinct(hosts.Select(h => h.Folder));
        // They are few, and the work of as many hosts as there are: once is enough.
        var shared = new Lazy<List<BundleFile>>(() => InOrder([.. SharedFiles(topology)]));
        return new Bundle(topology.Name, hosts.Count + 2, part =>
            part == 0 ? shared.Value.FindAll(f => string.CompareOrdinal(f.Path, Hosts) < 0)
            : part <= hosts.Count ? FilesOf(hosts[part - 1], topology)
            : shared.Value.FindAll(f => string.CompareOrdinal(f.Path, Hosts) >= 0));
    }

    /// <summary>The files in a host's folder.</summary>
    public static List<BundleFile> FilesOf(Host host, Topology topology) => host switch
    {
        Agent agent => OfAgent(Revealed(agent, topology), topology),
        LoadBalancer balancer => OfLoadBalancer(balancer, topology),
        _ => throw new InvalidOperationException("a host that is neither an agent nor a load balancer"),
    };

    /// <summary>The files that are no host's, but for the manifest.</summary>
    public static IEnumerable<BundleFile> SharedFiles(Topology topology) => EmitterCatalog.Topology.SelectMany(e => e.Emit(topology));

    private static Agent Revealed(Agent agent, Topology topology) =>
        topology.Secrets.IsEmpty || topology.Secrets.Values.All(s => s.Source != SecretSource.Literal) ? agent : agent with
        {
            Config = (MapValue)SecretSplit.Reveal(agent.Config, topology.Secrets),
            Services = [.. agent.Services.Select(s => s with { Definition = (MapValue)SecretSplit.Reveal(s.Definition, topology.Secrets) })],
        };

    private static List<BundleFile> OfAgent(Agent agent, Topology topology)
    {
        var files = new List<HostFile>(4);
        foreach (var emitter in EmitterCatalog.Agents) files.AddRange(emitter.Emit(agent));
        foreach (var emitter in EmitterCatalog.Hosts) files.AddRange(emitter.Emit(agent, topology));
        Order(files);
        return OfHost(agent, InstallConf.Of(agent, topology, files), files);
    }

    private static List<BundleFile> OfLoadBalancer(LoadBalancer balancer, Topology topology)
    {
        var files = EmitterCatalog.LoadBalancers.SelectMany(e => e.Emit(balancer))
            .Concat(EmitterCatalog.Hosts.SelectMany(e => e.Emit(balancer, topology)))
            .ToList();
        Order(files);
        return OfHost(balancer, InstallConf.Of(balancer, files), files);
    }

    private static void Order(List<HostFile> files)
    {
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        CheckDistinct(files.Select(f => f.Path));
    }

    private static List<BundleFile> OfHost(Host host, TextBuilder conf, List<HostFile> hostFiles)
    {
        // In ordinal order of paths too.
        var (folder, files) = (host.Folder, new List<BundleFile>(hostFiles.Count + 1));
        files.Add(new BundleFile($"{folder}/install.conf", new Content(conf)));
        foreach (var file in hostFiles) files.Add(new BundleFile($"{folder}/rootfs{file.Path}", file.Content));
        return files;
    }

    private static List<BundleFile> InOrder(List<BundleFile> files)
    {
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        CheckDistinct(files.Select(f => f.Path));
        return files;
    }

    /// <summary>On the file systems of some reviewers, names that differ in case only are one.</summary>
    private static void CheckDistinct(IEnumerable<string> paths)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
            if (!seen.Add(path)) throw new InvalidOperationException($"two emitters made {path}");
    }
}
