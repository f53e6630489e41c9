using System.Text;
using ConsulGen.Core.Formats;

namespace ConsulGen.Core.Graphs.Svg;

/// <summary>A flow as it is drawn: a lane from left to right, and from it a stem to each end.</summary>
/// <param name="Y">Of the lane.</param>
internal sealed record Bus(Flow Flow, int Y, ImmutableArray<Stem> Stems)
{
    public const int LabelSize = 11;

    private const int HeadLength = 8;
    private const int HeadWidth = 4;
    private const int LabelHeight = 15;

    /// <summary>Places beside the lane that it is fed from: the line goes sideways to the stem, and along that to the lane.</summary>
    public ImmutableArray<Feed> Feeds { get; init; } = [];

    public string Label => string.Join(", ", Flow.Label);

    private int From => Ends.Min();

    private int To => Ends.Max();

    private IEnumerable<int> Ends => Stems.Select(s => s.X).Concat(Feeds.Select(f => f.At));

    /// <summary>Every line from top to bottom.</summary>
    public IEnumerable<(int X, int Top, int Bottom)> Verticals =>
        Stems.Select(s => (s.X, Math.Min(s.End, Y), Math.Max(s.End, Y))).Concat(Feeds.Select(f => (f.At, Math.Min(f.Y, Y), Math.Max(f.Y, Y))));

    public void Draw(SvgDocument svg)
    {
        var lines = new StringBuilder();
        if (From < To) Add(lines, $"M{From} {Y}H{To}");
        foreach (var feed in Feeds) Add(lines, $"M{feed.X} {feed.Y}H{feed.At}V{Y}");
        foreach (var stem in Stems) Add(lines, $"M{stem.X} {Y}V{stem.End}");
        svg.Path("flow " + Class(Flow.Kind), lines.ToString());
        var heads = new StringBuilder();
        foreach (var stem in Stems.Where(s => s.HasHead))
        {
            var back = stem.End < Y ? stem.End + HeadLength : stem.End - HeadLength;
            Add(heads, $"M{stem.X} {stem.End}L{stem.X - HeadWidth} {back}H{stem.X + HeadWidth}Z");
        }

        if (heads.Length > 0) svg.Path("head " + Class(Flow.Kind), heads.ToString());
    }

    /// <summary>The label stands on the lane, where the fewest lines cross it.</summary>
    /// <param name="verticals">Of all that is drawn around.</param>
    /// <param name="inside">The label stays in this.</param>
    public void DrawLabel(SvgDocument svg, string ground, IEnumerable<(int X, int Top, int Bottom)> verticals, Area inside)
    {
        var room = inside.Width - 12;
        var text = TextWidth.Fit(Label, room, LabelSize);
        var width = TextWidth.Of(text, LabelSize);
        var crossed = verticals.Where(v => v.Top < Y && v.Bottom > Y - LabelHeight && v.X > From && v.X < To).Select(v => v.X);
        int[] places = [From, .. crossed.Order(), To];
        var (start, end) = places.Zip(places.Skip(1)).MaxBy(p => p.Second - p.First);
        // Beside a single line there is room; between two that are close to each other there is none.
        var x = From == To ? From + 6 : ((start + end) / 2) - (width / 2);
        x = Math.Clamp(x, inside.X + 6, inside.Right - 6 - width);
        svg.Rectangle(ground, x - 2, Y - LabelHeight, width + 4, LabelHeight - 2);
        svg.Text("label", x, Y - 5, text, text == Label ? null : Label);
    }

    public static string Class(FlowKind kind) => kind switch
    {
        FlowKind.Raft => "raft",
        FlowKind.Client => "rpc",
        FlowKind.Balanced => "balanced",
        FlowKind.Wan => "wan",
        _ => "scrape",
    };

    private static void Add(StringBuilder path, FormattableString steps) => path.Append(FormattableString.Invariant(steps));
}

/// <summary>From the lane up or down to an end.</summary>
internal readonly record struct Stem(int X, int End, bool HasHead);

/// <param name="At">Where the line turns to the lane.</param>
internal readonly record struct Feed(int X, int Y, int At);
