using ConsulGen.Core.Bundles;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Install;

/// <summary><c>install.sh</c>, the same for all hosts and all bundles; what differs is in each host's <see cref="InstallConf"/>.</summary>
internal sealed class InstallEmitter : ITopologyEmitter
{
    private static readonly Lazy<Content> Script = new(() => new Content(Resources.Text("emitters/install.sh")));

    public IEnumerable<BundleFile> Emit(Topology topology)
    {
        if (topology.Hosts.Any()) yield return new BundleFile("install.sh", Script.Value, Executable: true);
    }
}
