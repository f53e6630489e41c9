using ConsulGen.Core.Formats;

namespace ConsulGen.Core.Graphs.Svg;

/// <summary>A node as it is drawn: a box of the common width with its texts in lines.</summary>
internal sealed class NodeFace
{
    private const int Padding = 10;
    private const int TitleSize = 13;
    private const int TitleHeight = 18;
    private const int LineSize = 11;
    private const int LineHeight = 15;
    private const int Narrowest = 120;
    private const int Widest = 200;
    private const int MostLines = 3;

    private readonly PictureNode _node;
    private readonly List<(string Text, string? Full)> _lines = [];

    public NodeFace(PictureNode node, int width)
    {
        _node = node;
        Width = width;
        foreach (var line in node.Lines)
            _lines.AddRange(TextWidth.Wrap(line, Inner, LineSize, MostLines).Select(text => (text, TextWidth.IsShortened(text) ? line : null)));
    }

    public string Id => _node.Id;

    public int Width { get; }

    public int Height => (2 * Padding) + TitleHeight + (_lines.Count * LineHeight) - 4;

    private int Inner => Width - (2 * Padding);

    /// <summary>The width that all nodes of a picture share, since they stand in columns.</summary>
    public static int CommonWidth(IEnumerable<PictureNode> nodes) => Math.Clamp(
        nodes.SelectMany(n => n.Lines.Select(l => TextWidth.Of(l, LineSize)).Append(TextWidth.Of(n.Title, TitleSize, bold: true)))
            .DefaultIfEmpty(0)
            .Max() + (2 * Padding),
        Narrowest,
        Widest);

    public void Draw(SvgDocument svg, int x, int y, int height)
    {
        var rounded = _node.Kind is NodeKind.Client or NodeKind.Prometheus;
        svg.Rectangle("node " + Class(_node.Kind), x, y, Width, height, rounded ? 12 : 3);
        var title = TextWidth.Fit(_node.Title, Inner, TitleSize, bold: true);
        var baseline = y + Padding + TitleSize - 1;
        svg.Text("name", x + Padding, baseline, title, title == _node.Title ? null : _node.Title);
        foreach (var (text, full) in _lines) svg.Text("line", x + Padding, baseline += LineHeight, text, full);
    }

    private static string Class(NodeKind kind) => kind switch
    {
        NodeKind.Server => "server",
        NodeKind.Client => "client",
        NodeKind.LoadBalancer => "balancer",
        NodeKind.Prometheus => "prometheus",
        _ => "elsewhere",
    };
}
