using ConsulGen.Core.Formats;

namespace ConsulGen.Core.Graphs;

/// <summary>
/// The picture as a flowchart of Mermaid. Where more than two ends meet, the ports are a node of their own, so that they stand there once.
/// </summary>
public static class MermaidPicture
{
    private const string Ports = "ports";

    /// <summary>Readable on the light ground of a page and on the dark one.</summary>
    private static readonly ImmutableArray<(string Name, string Style)> Classes =
    [
        ("server", "fill:#ddf4ff,stroke:#0969da,color:#1f2328"),
        ("client", "fill:#dafbe1,stroke:#1a7f37,color:#1f2328"),
        ("balancer", "fill:#fbefff,stroke:#8250df,color:#1f2328"),
        ("prometheus", "fill:#fff1e5,stroke:#bc4c00,color:#1f2328"),
        ("elsewhere", "fill:#f6f8fa,stroke:#59636e,color:#1f2328,stroke-dasharray:4"),
        (Ports, "fill:#f6f8fa,stroke:#d1d9e0,color:#1f2328"),
    ];

    /// <summary>GitHub and GitLab draw no more, as Mermaid does by itself (<c>maxTextSize</c>, <c>maxEdges</c>).</summary>
    private const int MostCharacters = 50_000;

    private const int MostArrows = 500;

    /// <summary>The chart as a page shows it; null where it is larger than what is drawn there.</summary>
    public static string? ForMarkdown(TopologyPicture picture)
    {
        if (picture.AllFlows.Sum(f => f.IsSingle ? 1 : f.From.Length + f.To.Length) > MostArrows) return null;
        return Of(picture) is { Length: <= MostCharacters } chart ? chart : null;
    }

    public static string Of(TopologyPicture picture)
    {
        var chart = new MermaidFlowchart("TB");
        foreach (var datacenter in picture.Datacenters) Write(datacenter, chart);
        if (picture.Prometheus is { } prometheus) Write(prometheus, chart);
        foreach (var flow in picture.Flows) WriteJunction(flow, chart);
        foreach (var flow in picture.AllFlows) WriteArrows(flow, chart);
        var used = picture.Nodes.Select(n => Look(n.Kind).Class).ToHashSet(StringComparer.Ordinal);
        if (picture.AllFlows.Any(f => !f.IsSingle)) used.Add(Ports);
        foreach (var (name, style) in Classes)
            if (used.Contains(name)) chart.Class(name, style);
        return chart.ToString();
    }

    private static void Write(DatacenterBox datacenter, MermaidFlowchart chart)
    {
        chart.Open(datacenter.Id, datacenter.Title);
        foreach (var zone in datacenter.Zones)
        {
            if (zone.Name is not null) chart.Open(zone.Id, "zone " + zone.Name);
            foreach (var node in zone.Servers.Concat(zone.Clients)) Write(node, chart);
            if (zone.Name is not null) chart.Close();
        }

        foreach (var node in datacenter.LoadBalancers) Write(node, chart);
        foreach (var flow in datacenter.Flows) WriteJunction(flow, chart);
        chart.Close();
    }

    private static void Write(PictureNode node, MermaidFlowchart chart)
    {
        var (shape, kind) = Look(node.Kind);
        chart.Node(node.Id, shape, kind, node.Lines.Prepend(node.Title));
    }

    private static (MermaidShape Shape, string Class) Look(NodeKind kind) => kind switch
    {
        NodeKind.Server => (MermaidShape.Rectangle, "server"),
        NodeKind.Client => (MermaidShape.Rounded, "client"),
        NodeKind.LoadBalancer => (MermaidShape.Hexagon, "balancer"),
        NodeKind.Prometheus => (MermaidShape.Cylinder, "prometheus"),
        _ => (MermaidShape.Rectangle, "elsewhere"),
    };

    private static void WriteJunction(Flow flow, MermaidFlowchart chart)
    {
        if (!flow.IsSingle) chart.Node(flow.Id, MermaidShape.Stadium, Ports, flow.Label);
    }

    private static void WriteArrows(Flow flow, MermaidFlowchart chart)
    {
        if (flow.IsSingle)
        {
            chart.Arrow(flow.From[0], flow.IsMesh ? flow.From[1] : flow.To[0], flow.IsMesh, label: flow.Label);
            return;
        }

        foreach (var from in flow.From) chart.Arrow(from, flow.Id, flow.IsMesh, hasHead: false);
        foreach (var to in flow.To) chart.Arrow(flow.Id, to);
    }
}
