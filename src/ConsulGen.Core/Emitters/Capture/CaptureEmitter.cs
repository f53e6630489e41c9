using ConsulGen.Core.Bundles;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Capture;

/// <summary><c>drift/capture.sh</c>, the same for all bundles: what <c>consulgen drift</c> holds against the inventory.</summary>
internal sealed class CaptureEmitter : ITopologyEmitter
{
    private static readonly Lazy<Content> Script = new(() => new Content(Resources.Text("emitters/capture.sh")));

    public IEnumerable<BundleFile> Emit(Topology topology) =>
        topology.Agents.IsEmpty ? [] : [new BundleFile("drift/capture.sh", Script.Value, Executable: true)];
}
