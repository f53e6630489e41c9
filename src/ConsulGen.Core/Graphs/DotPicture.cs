using ConsulGen.Core.Formats;

namespace ConsulGen.Core.Graphs;

/// <summary>The picture in DOT, for Graphviz and what reads its language.</summary>
public static class DotPicture
{
    public static string Of(TopologyPicture picture)
    {
        var graph = new DotGraph(
            picture.Name,
            ("rankdir", "TB"),
            ("compound", "true"),
            ("fontname", "Helvetica,Arial,sans-serif"),
            ("nodesep", "0.35"),
            ("ranksep", "0.6"));
        graph.Default("node", ("shape", "box"), ("style", "filled"), ("fontname", "Helvetica,Arial,sans-serif"), ("fontsize", "10"));
        graph.Default("edge", ("color", "#59636e"), ("fontname", "Helvetica,Arial,sans-serif"), ("fontsize", "10"));
        foreach (var datacenter in picture.Datacenters) Write(datacenter, graph);
        if (picture.Prometheus is { } prometheus) Write(prometheus, graph);
        foreach (var flow in picture.Flows) WriteJunction(flow, graph);
        // An arrow to a box leads to a node in it, and ends at the border.
        var inside = picture.Datacenters.ToDictionary(d => d.Id, Anchor, StringComparer.Ordinal);
        foreach (var flow in picture.AllFlows) WriteArrows(flow, inside, graph);
        return graph.ToString();
    }

    private static string Anchor(DatacenterBox datacenter) => datacenter.Nodes.FirstOrDefault()?.Id ?? datacenter.Id;

    private static void Write(DatacenterBox datacenter, DotGraph graph)
    {
        graph.Open(datacenter.Id, ("label", DotGraph.Lines(datacenter.Title)), ("style", "rounded"), ("color", "#59636e"));
        if (Anchor(datacenter) == datacenter.Id) graph.Node(datacenter.Id, ("style", "invis"), ("label", ""));
        foreach (var zone in datacenter.Zones)
        {
            if (zone.Name is not null) graph.Open(zone.Id, ("label", DotGraph.Lines("zone " + zone.Name)), ("style", "dashed"), ("color", "#59636e"));
            foreach (var node in zone.Servers.Concat(zone.Clients)) Write(node, graph);
            if (zone.Name is not null) graph.Close();
        }

        foreach (var node in datacenter.LoadBalancers) Write(node, graph);
        foreach (var flow in datacenter.Flows) WriteJunction(flow, graph);
        graph.Close();
    }

    private static void Write(PictureNode node, DotGraph graph)
    {
        var (shape, style, fill, line) = node.Kind switch
        {
            NodeKind.Server => ("box", "filled", "#ddf4ff", "#0969da"),
            NodeKind.Client => ("box", "filled,rounded", "#dafbe1", "#1a7f37"),
            NodeKind.LoadBalancer => ("hexagon", "filled", "#fbefff", "#8250df"),
            NodeKind.Prometheus => ("cylinder", "filled", "#fff1e5", "#bc4c00"),
            _ => ("box", "filled,dashed", "#f6f8fa", "#59636e"),
        };
        graph.Node(
            node.Id,
            ("label", DotGraph.Lines(node.Lines.Prepend(node.Title))),
            ("shape", shape),
            ("style", style),
            ("fillcolor", fill),
            ("color", line));
    }

    private static void WriteJunction(Flow flow, DotGraph graph)
    {
        if (flow.IsSingle) return;
        graph.Node(
            flow.Id,
            ("label", DotGraph.Lines(flow.Label)),
            ("style", "filled,rounded"),
            ("fillcolor", "#f6f8fa"),
            ("color", "#d1d9e0"),
            ("height", "0.25"));
    }

    private static void WriteArrows(Flow flow, Dictionary<string, string> inside, DotGraph graph)
    {
        if (flow.IsSingle)
        {
            Arrow(flow.From[0], flow.IsMesh ? flow.From[1] : flow.To[0], ("label", DotGraph.Lines(flow.Label)), ("dir", flow.IsMesh ? "both" : "forward"));
            return;
        }

        foreach (var from in flow.From) Arrow(from, flow.Id, ("dir", flow.IsMesh ? "both" : "none"));
        foreach (var to in flow.To) Arrow(flow.Id, to, ("dir", "forward"));

        void Arrow(string from, string to, params ReadOnlySpan<(string, string)> attributes)
        {
            var all = attributes.ToArray().ToList();
            if (inside.ContainsKey(from)) all.Add(("ltail", DotGraph.Cluster(from)));
            if (inside.ContainsKey(to)) all.Add(("lhead", DotGraph.Cluster(to)));
            graph.Arrow(inside.GetValueOrDefault(from, from), inside.GetValueOrDefault(to, to), [.. all]);
        }
    }
}
