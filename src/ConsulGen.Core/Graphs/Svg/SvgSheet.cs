using ConsulGen.Core.Formats;

namespace ConsulGen.Core.Graphs.Svg;

/// <summary>The whole drawing: where the datacenters stand, and what flows between them.</summary>
internal sealed class SvgSheet
{
    private const int Margin = 20;
    private const int Gap = 28;
    private const int NameHeight = 30;
    private const int NameSize = 16;
    private const int WidestName = 500;
    private const int LanePitch = 28;
    private const int LineHeight = 14;
    private const int GutterPitch = 10;
    private const int WidestLabel = 230;

    private readonly TopologyPicture _picture;
    private readonly List<(DatacenterBox Box, DatacenterDrawing Drawing)> _datacenters;
    private readonly Dictionary<string, Flow> _scrapes;
    private readonly List<Flow> _pools;
    private readonly NodeFace? _prometheus;
    private readonly int _perShelf;

    public SvgSheet(TopologyPicture picture, int nodeWidth)
    {
        _picture = picture;
        _scrapes = picture.Flows.Where(f => f.Kind == FlowKind.Scrape).ToDictionary(f => f.To[0], StringComparer.Ordinal);
        _datacenters = [.. picture.Datacenters.Select(d => (d, new DatacenterDrawing(d, nodeWidth, _scrapes.GetValueOrDefault(d.Id))))];
        _pools = [.. picture.Flows.Where(f => f.Kind == FlowKind.Wan)];
        _prometheus = picture.Prometheus is { } node ? new NodeFace(node, nodeWidth) : null;
        // As near as it gets to 16 by 10.
        _perShelf = Enumerable.Range(1, Math.Max(1, _datacenters.Count)).MinBy(n => Math.Abs(Math.Log(SizeWith(n).Width / 1.6 / SizeWith(n).Height)));
    }

    private bool HasShelves => _datacenters.Count > _perShelf;

    private int LeftGutter => HasShelves && _pools.Count > 0 ? (_pools.Count * GutterPitch) + 8 : 0;

    private int RightGutter => HasShelves && _scrapes.Count > 0 ? Margin : 0;

    public string Draw()
    {
        var shelves = Place(out var size);
        using var svg = new SvgDocument("consulgen", size.Width, size.Height, "Consul topology " + _picture.Name, SvgStyle.Sheet);
        svg.Rectangle("ground", 0, 0, size.Width, size.Height);
        var name = TextWidth.Fit(_picture.Name, size.Width - (2 * Margin), NameSize, bold: true);
        svg.Text("title", Margin, Margin + NameSize - 2, name, name == _picture.Name ? null : _picture.Name);
        foreach (var (i, (_, drawing)) in _datacenters.Index()) drawing.Draw(svg, shelves[i / _perShelf].Areas[i % _perShelf]);
        DrawWan(svg, shelves, size);
        DrawPrometheus(svg, shelves, size);
        return svg.Close();
    }

    /// <summary>Where the datacenters stand; those of a shelf are equally high.</summary>
    private List<Shelf> Place(out Area size)
    {
        var shelves = new List<Shelf>();
        var y = Margin + NameHeight;
        var right = (2 * Margin) + Math.Min(WidestName, TextWidth.Of(_picture.Name, NameSize, bold: true));
        foreach (var shelf in _datacenters.Chunk(_perShelf))
        {
            var top = y;
            y += WanHeight;
            var height = shelf.Max(d => d.Drawing.Height);
            var areas = new List<Area>();
            var x = Margin + LeftGutter;
            foreach (var (_, drawing) in shelf)
            {
                areas.Add(new Area(x, y, drawing.Width, height));
                x += drawing.Width + Gap;
            }

            right = Math.Max(right, x - Gap + RightGutter + Margin);
            y += height + ScrapeHeight;
            shelves.Add(new Shelf(top, areas, y - ScrapeHeight));
            y += Gap;
        }

        if (_prometheus is not null) y += _prometheus.Height + (_scrapes.Count > 0 ? 0 : Gap);
        size = new Area(0, 0, right, y + Margin - (_prometheus is null ? Gap : 0));
        return shelves;
    }

    private int WanHeight => _pools.Count == 0 ? 0 : (_pools.Count * LanePitch) + 10;

    private int ScrapeHeight => _scrapes.Count == 0 ? 0 : (_scrapes.Values.Max(f => f.Label.Length) * LineHeight) + 30;

    private Area SizeWith(int perShelf)
    {
        var shelves = _datacenters.Chunk(perShelf).ToList();
        return new Area(
            0,
            0,
            shelves.Select(s => s.Sum(d => d.Drawing.Width + Gap)).DefaultIfEmpty(1).Max(),
            shelves.Sum(s => s.Max(d => d.Drawing.Height) + WanHeight + ScrapeHeight + Gap) + 1);
    }

    private void DrawWan(SvgDocument svg, List<Shelf> shelves, Area size)
    {
        var buses = new List<(Bus Bus, bool IsFirst)>();
        foreach (var (number, pool) in _pools.Index())
        {
            var members = pool.From.ToHashSet(StringComparer.Ordinal);
            var on = shelves.Select((shelf, i) => (
                Y: shelf.Top + ((number + 1) * LanePitch) - 6,
                Areas: shelf.Areas.Where((_, at) => members.Contains(_datacenters[(i * _perShelf) + at].Box.Id)).ToList()))
                .Where(s => s.Areas.Count > 0)
                .ToList();
            var gutter = Margin + (number * GutterPitch);
            foreach (var (i, (y, areas)) in on.Index())
                buses.Add((
                    new Bus(pool, y, [.. areas.Select(a => new Stem(a.Middle + (number * 16), a.Y, HasHead: true))])
                    {
                        // Down the side, from shelf to shelf.
                        Feeds = on.Count == 1 ? [] : [new Feed(gutter, on[Math.Max(0, i - 1)].Y, gutter)],
                    },
                    i == 0));
        }

        foreach (var (bus, _) in buses) bus.Draw(svg);
        var verticals = buses.SelectMany(b => b.Bus.Verticals).ToList();
        foreach (var (bus, isFirst) in buses)
            if (isFirst) bus.DrawLabel(svg, "ground", verticals, size);
    }

    private void DrawPrometheus(SvgDocument svg, List<Shelf> shelves, Area size)
    {
        if (_prometheus is null) return;
        var place = new Area((size.Width - _prometheus.Width) / 2, size.Height - Margin - _prometheus.Height, _prometheus.Width, _prometheus.Height);
        var gutter = size.Width - Margin;
        var last = shelves.Count - 1;
        for (var i = 0; i <= last; i++)
        {
            var lane = shelves[i].Bottom + ScrapeHeight - 10;
            var ends = new List<(Stem Stem, Flow Flow)>();
            foreach (var (at, area) in shelves[i].Areas.Index())
                if (_scrapes.GetValueOrDefault(_datacenters[(i * _perShelf) + at].Box.Id) is { } flow)
                    ends.Add((new Stem(area.Middle, area.Bottom, HasHead: true), flow));
            if (_scrapes.Values.FirstOrDefault() is not { } any || (ends.Count == 0 && i < last)) continue;
            var stems = ends.Select(e => e.Stem).ToList();
            if (i == last) stems.Add(new Stem(place.Middle, place.Y, HasHead: false));
            var next = i == last ? lane : shelves[last].Bottom + ScrapeHeight - 10;
            new Bus(any, lane, [.. stems]) { Feeds = last == 0 ? [] : [new Feed(gutter, next, gutter)] }.Draw(svg);
            foreach (var (stem, flow) in ends)
                foreach (var (number, line) in flow.Label.Index())
                {
                    var text = TextWidth.Fit(line, WidestLabel, Bus.LabelSize);
                    svg.Text("label", stem.X + 8, stem.End + 18 + (number * LineHeight), text, text == line ? null : line);
                }
        }

        _prometheus.Draw(svg, place.X, place.Y, place.Height);
    }

    /// <param name="Top">Above the lanes of the WAN.</param>
    /// <param name="Bottom">Of the datacenters.</param>
    private sealed record Shelf(int Top, List<Area> Areas, int Bottom);
}
