using ConsulGen.Core.Formats;

namespace ConsulGen.Core.Graphs.Svg;

/// <summary>
/// One datacenter: zones are columns; in each, servers stand above clients. Load balancers stand at the right. Between the rows lie the
/// lanes of what flows there, above the servers that of Raft.
/// </summary>
internal sealed class DatacenterDrawing
{
    private const int Gap = 18;
    private const int Padding = 14;
    private const int CaptionHeight = 28;
    private const int CaptionSize = 14;
    private const int ZoneCaption = 20;
    private const int ZoneSize = 11;
    private const int LanePitch = 28;
    private const int LaneMargin = 14;
    private const int SpinePitch = 10;
    private const int Narrowest = 150;

    /// <summary>A longer caption or label is shortened.</summary>
    private const int WidestForText = 500;

    private readonly DatacenterBox _box;
    private readonly int _nodeWidth;
    private readonly List<Column> _columns;
    private readonly List<NodeFace> _balancers;
    private readonly Flow? _raft;

    /// <summary>Those between the rows, in the order of their lanes.</summary>
    private readonly List<Flow> _lanes;
    private readonly int _serverHeight;
    private readonly int _clientHeight;

    private readonly int _leastWidth;

    /// <param name="scrape">What Prometheus asks of it, said below the box; it is wide enough for that.</param>
    public DatacenterDrawing(DatacenterBox box, int nodeWidth, Flow? scrape)
    {
        _box = box;
        _leastWidth = scrape is null ? 0 : 2 * (scrape.Label.Max(l => TextWidth.Of(l, Bus.LabelSize)) + Gap);
        _nodeWidth = nodeWidth;
        _columns = [.. box.Zones.Select(z => new Column(z, Faces(z.Servers), Faces(z.Clients)))];
        _balancers = [.. Faces(box.LoadBalancers)];
        _raft = box.Flows.FirstOrDefault(f => f.Kind == FlowKind.Raft);
        var servers = _columns.SelectMany(c => c.Servers).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        _lanes = [.. box.Flows.Where(f => f.Kind != FlowKind.Raft).OrderBy(f => f.Kind == FlowKind.Client ? 1 : servers.Contains(f.To[0]) ? 0 : 2)];
        _serverHeight = _columns.SelectMany(c => c.Servers).Select(f => f.Height).DefaultIfEmpty(0).Max();
        _clientHeight = _columns.SelectMany(c => c.Clients).Select(f => f.Height).DefaultIfEmpty(0).Max();
    }

    public int Width => Math.Max((2 * Padding) + GridWidth + BalancerWidth, Math.Clamp(TextsWidth, Narrowest, WidestForText));

    private int TextsWidth => Math.Max(
        _leastWidth,
        (2 * Padding) + _box.Flows.Select(WidthOf).Append(TextWidth.Of(_box.Title, CaptionSize, bold: true)).Max());

    public int Height => Math.Max(
        GridTop + GridHeight,
        CaptionHeight + _balancers.Sum(b => b.Height + Gap)) + Padding;

    private bool HasZones => _columns.Exists(c => c.Zone.Name is not null);

    private int GridTop => CaptionHeight + (_raft is null ? 0 : LanePitch);

    private int ServerTop => GridTop + (HasZones ? ZoneCaption : 0);

    private int ServerBottom => ServerTop + _serverHeight;

    private int LanesHeight => _lanes.Count > 0 ? (2 * LaneMargin) + (_lanes.Count * LanePitch) - Gap : _serverHeight > 0 && _clientHeight > 0 ? Gap : 0;

    private int ClientTop => ServerBottom + LanesHeight;

    private int GridHeight => ClientTop + _clientHeight - GridTop + (HasZones ? Padding : 0);

    private int GridWidth => _columns.Sum(WidthOf) + (Math.Max(0, _columns.Count - 1) * Gap);

    /// <summary>With the lines that lead to them.</summary>
    private int BalancerWidth => _balancers.Count == 0 ? 0 : (_columns.Count > 0 ? SpineWidth : 0) + _nodeWidth;

    /// <summary>What clients ask of a single server is said at the right of the line.</summary>
    private int SpineWidth => (2 * Gap)
        + (_lanes.Count(l => l.Kind == FlowKind.Balanced) * SpinePitch)
        + _lanes.Where(l => l.Kind == FlowKind.Client && l.IsSingle).Select(l => Math.Max(0, WidthOf(l) - (_nodeWidth / 2))).DefaultIfEmpty(0).Max();

    public void Draw(SvgDocument svg, Area area)
    {
        svg.Rectangle("datacenter", area.X, area.Y, area.Width, area.Height, 8);
        var caption = TextWidth.Fit(_box.Title, area.Width - (2 * Padding), CaptionSize, bold: true);
        svg.Text("caption", area.X + Padding, area.Y + 20, caption, caption == _box.Title ? null : _box.Title);
        if (_columns.Count + _balancers.Count == 0) svg.Text("line", area.X + Padding, area.Y + 40, "no hosts");
        var left = area.X + ((area.Width - GridWidth - BalancerWidth) / 2);
        var places = new Dictionary<string, Area>(StringComparer.Ordinal);
        var x = left;
        foreach (var column in _columns)
        {
            Draw(svg, column, x, area.Y, places);
            x += WidthOf(column) + Gap;
        }

        var (balancersX, y) = (left + GridWidth + (_columns.Count > 0 ? SpineWidth : 0), area.Y + ServerTop);
        // As many as fit beside the servers begin with them.
        if (y + _balancers.Sum(b => b.Height + Gap) > area.Bottom) y = area.Y + CaptionHeight;
        foreach (var balancer in _balancers)
        {
            places[balancer.Id] = new Area(balancersX, y, _nodeWidth, balancer.Height);
            balancer.Draw(svg, balancersX, y, balancer.Height);
            y += balancer.Height + Gap;
        }

        DrawFlows(svg, area, places);
    }

    private void Draw(SvgDocument svg, Column column, int x, int top, Dictionary<string, Area> places)
    {
        var width = WidthOf(column);
        if (column.Zone.Name is { } name)
        {
            svg.Rectangle("zone", x, top + GridTop, width, GridHeight, 6);
            var full = "zone " + name;
            // The line of Raft comes down at the right.
            var text = TextWidth.Fit(full, width - Padding - (_raft is null ? 0 : _nodeWidth / 4), ZoneSize);
            svg.Text("zone-name", x + 8, top + GridTop + 14, text, text == full ? null : full);
        }

        DrawRow(svg, column.Servers, x, width, new Area(0, top + ServerTop, 0, _serverHeight), places);
        DrawRow(svg, column.Clients, x, width, new Area(0, top + ClientTop, 0, _clientHeight), places);
    }

    private void DrawRow(SvgDocument svg, List<NodeFace> row, int x, int width, Area line, Dictionary<string, Area> places)
    {
        var at = x + ((width - RowWidth(row.Count)) / 2);
        foreach (var face in row)
        {
            places[face.Id] = new Area(at, line.Y, _nodeWidth, line.Height);
            face.Draw(svg, at, line.Y, line.Height);
            at += _nodeWidth + Gap;
        }
    }

    private void DrawFlows(SvgDocument svg, Area area, Dictionary<string, Area> places)
    {
        var buses = new List<Bus>();
        if (_raft is not null)
            buses.Add(new Bus(
                _raft,
                area.Y + CaptionHeight + LanePitch - 10,
                [.. _raft.From.Select(id => new Stem(places[id].X + (_nodeWidth * 4 / 5), places[id].Y, HasHead: true))]));
        var balanced = 0;
        foreach (var (i, flow) in _lanes.Index())
        {
            var y = area.Y + ServerBottom + LaneMargin + (i * LanePitch) + 12;
            buses.Add(flow.Kind == FlowKind.Balanced ? Balanced(flow, y, balanced++, places) : new Bus(
                flow,
                y,
                [.. flow.From.Select(id => End(places[id], y, 0, head: false)), .. flow.To.Select(id => End(places[id], y, 0, head: true))]));
        }

        foreach (var bus in buses) bus.Draw(svg);
        var verticals = buses.SelectMany(b => b.Verticals).ToList();
        foreach (var bus in buses) bus.DrawLabel(svg, "datacenter-ground", verticals, area);
    }

    /// <summary>Load balancers feed the lane from the right, each flow at a place of its own.</summary>
    private static Bus Balanced(Flow flow, int y, int number, Dictionary<string, Area> places)
    {
        var spine = places[flow.From[0]].X - Gap - (number * SpinePitch);
        return new Bus(flow, y, [.. flow.To.Select(id => End(places[id], y, number + 1, head: true))])
        {
            Feeds = [.. flow.From.Select(id => new Feed(places[id].X, places[id].Y + Gap + (number * SpinePitch), spine))],
        };
    }

    /// <summary>From a lane to the nearer edge of a node, beside where other flows end.</summary>
    private static Stem End(Area node, int lane, int number, bool head) =>
        new(node.Middle + (number * Math.Min(18, node.Width / 10)), node.Y > lane ? node.Y : node.Bottom, head);

    private List<NodeFace> Faces(IEnumerable<PictureNode> nodes) => [.. nodes.Select(n => new NodeFace(n, _nodeWidth))];

    private static int WidthOf(Flow flow) => TextWidth.Of(string.Join(", ", flow.Label), Bus.LabelSize);

    private int WidthOf(Column column) =>
        RowWidth(Math.Max(column.Servers.Count, column.Clients.Count)) + (column.Zone.Name is null ? 0 : 2 * Padding);

    private int RowWidth(int count) => (count * _nodeWidth) + (Math.Max(0, count - 1) * Gap);

    private sealed record Column(ZoneBox Zone, List<NodeFace> Servers, List<NodeFace> Clients);
}
