using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Graphs;

/// <summary>
/// A topology as boxes, nodes and arrows. It stays one picture however many hosts there are: those that are alike are one node. Texts
/// are as the inventory has them; whoever writes them down escapes them.
/// </summary>
/// <param name="Flows">Between datacenters, and from Prometheus.</param>
public sealed record TopologyPicture(string Name, ImmutableArray<DatacenterBox> Datacenters, PictureNode? Prometheus, ImmutableArray<Flow> Flows)
{
    public static TopologyPicture Of(Topology topology) => PictureBuilder.Build(topology);

    public IEnumerable<PictureNode> Nodes
    {
        get
        {
            var inside = Datacenters.SelectMany(d => d.Nodes);
            return Prometheus is null ? inside : inside.Append(Prometheus);
        }
    }

    /// <summary>Those of all boxes first.</summary>
    public IEnumerable<Flow> AllFlows => Datacenters.SelectMany(d => d.Flows).Concat(Flows);
}

/// <param name="Zones">In natural order; what has no zone is in the last one, which has no name.</param>
/// <param name="Flows">Between its nodes.</param>
public sealed record DatacenterBox(
    string Id,
    string Name,
    ImmutableArray<ZoneBox> Zones,
    ImmutableArray<PictureNode> LoadBalancers,
    ImmutableArray<Flow> Flows)
{
    /// <summary>As its caption says it: with what the datacenter is to the others.</summary>
    public required string Title { get; init; }

    public IEnumerable<PictureNode> Nodes => Zones.SelectMany(z => z.Servers.Concat(z.Clients)).Concat(LoadBalancers);
}

/// <param name="Name">Null for what is in no zone, which gets no box.</param>
public sealed record ZoneBox(string Id, string? Name, ImmutableArray<PictureNode> Servers, ImmutableArray<PictureNode> Clients);

public enum NodeKind
{
    Server,
    Client,
    LoadBalancer,
    Prometheus,

    /// <summary>Hosts that the inventory does not have.</summary>
    Elsewhere,
}

/// <summary>A host, or several that are alike.</summary>
public sealed record PictureNode(string Id, NodeKind Kind, string Title, ImmutableArray<string> Lines);

public enum FlowKind
{
    /// <summary>Among the servers of a datacenter.</summary>
    Raft,

    /// <summary>From clients to servers.</summary>
    Client,

    /// <summary>From load balancers to what is behind them.</summary>
    Balanced,

    /// <summary>Among datacenters.</summary>
    Wan,

    /// <summary>From Prometheus to a datacenter.</summary>
    Scrape,
}

/// <summary>Who connects to whom, at which ports.</summary>
/// <param name="From">Nodes, or for the WAN datacenters; for <see cref="IsMesh"/> all that connect to one another.</param>
/// <param name="To">Nodes, or for Prometheus a datacenter; empty for a mesh.</param>
/// <param name="Label">Lines; never empty.</param>
public sealed record Flow(string Id, FlowKind Kind, ImmutableArray<string> From, ImmutableArray<string> To, ImmutableArray<string> Label)
{
    /// <summary>Everyone connects to everyone.</summary>
    public bool IsMesh => To.IsEmpty;

    /// <summary>It is a single arrow; more than two ends meet where its label stands.</summary>
    public bool IsSingle => IsMesh ? From.Length == 2 : From.Length == 1 && To.Length == 1;
}
