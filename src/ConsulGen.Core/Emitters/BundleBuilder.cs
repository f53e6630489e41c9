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
    private const string Hosts = "hosts/";

    public static Bundle Build(Topology topology)
    {
        var hosts = topology.Hosts.OrderBy(h => h.Folder + "/", StringComparer.Ordinal).ToList();
        CheckDistinct(hosts.Select(h => h.Folder));
        // The shared files are the longest single piece of work: first, beside the hosts' own.
        var made = new List<BundleFile>[hosts.Count + 1];
        Work.For(made.Length, i => made[i] = InOrder(i == 0 ? [.. SharedFiles(topology)] : FilesOf(hosts[i - 1], topology)));

        var files = ImmutableArray.CreateBuilder<BundleFile>(made.Sum(f => f.Count) + 1);
        files.AddRange(made[0].Where(f => string.CompareOrdinal(f.Path, Hosts) < 0));
        foreach (var ofHost in made.AsSpan(1)) files.AddRange(ofHost);
        files.AddRange(made[0].Where(f => string.CompareOrdinal(f.Path, Hosts) >= 0));
        var manifest = new BundleFile(Manifest.FileName, Manifest.Write(files));
        files.Insert(files.TakeWhile(f => string.CompareOrdinal(f.Path, manifest.Path) < 0).Count(), manifest);
        CheckPaths(files);
        return new Bundle(topology.Name, files.MoveToImmutable());
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
        var folder = host.Folder;
        return [.. hostFiles.Select(file => new BundleFile($"{folder}/rootfs{file.Path}", file.Text)), .. InstallScript.For(folder, conf(hostFiles))];
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

    /// <summary>Names are checked long before; a path that still leaves the bundle, or stands out of order, is a defect of ours.</summary>
    private static void CheckPaths(ImmutableArray<BundleFile>.Builder files)
    {
        for (var i = 0; i < files.Count; i++)
        {
            var path = files[i].Path;
            foreach (var part in path.AsSpan().Split('/'))
                if (path.AsSpan(part) is "" or "." or "..") throw new InvalidOperationException($"the path {path} leaves the bundle");
            if (i > 0 && string.CompareOrdinal(files[i - 1].Path, path) >= 0) throw new InvalidOperationException($"{path} is not in order");
        }
    }
}
