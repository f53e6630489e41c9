using System.Text.RegularExpressions;
using System.Xml.Linq;
using ConsulGen.Core.Graphs;
using ConsulGen.Core.Graphs.Svg;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Graphs;

/// <summary>Whatever a name says, the picture has the same parts: only what stands in quotes differs.</summary>
public sealed partial class HostileTextTests
{
    private static readonly string[] Attacks =
    [
        "\"]\n  x --> y", "a\"]; b[\"c", "%%{init: {\"theme\":\"forest\"}}%%", "#quot;", "#34;]", "style x:#y; z", "classDef a:#b;",
        "<script>alert(1)</script>",
        "</text></svg>", "]]>", "<!--", "&quot;", "&#34;", "\\", "\\\"", "\\N", "\\\n", "end", "subgraph", "click n1 call f()", "`**x**`", "1. x",
        "\u202eabc", "\ud800", "ﬂ°°34¶ß",
    ];

    private static readonly HashSet<string> SvgElements = ["svg", "title", "style", "rect", "path", "text"];

    private static readonly HashSet<string> SvgAttributes =
        ["xmlns", "class", "role", "width", "height", "viewBox", "x", "y", "rx", "d"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 4)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void mermaid_keeps_its_parts(int seed) => Compare(MermaidPicture.Of, MermaidQuoted(), seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void dot_keeps_its_parts(int seed) => Compare(DotPicture.Of, DotQuoted(), seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void svg_keeps_its_parts(int seed)
    {
        var texts = Attacks.Concat(Nasty.Texts(600, seed)).ToList();
        var tame = XDocument.Parse(SvgPicture.Of(Picture(_ => "plain")));
        for (var at = 0; at < texts.Count; at++)
        {
            var from = at;
            var hostile = XDocument.Parse(SvgPicture.Of(Picture(i => texts[(from + i) % texts.Count])));
            Assert.Equal(Drawn(tame), Drawn(hostile));
            Assert.Subset(SvgElements, hostile.Descendants().Select(e => e.Name.LocalName).ToHashSet());
            Assert.Subset(SvgAttributes, hostile.Descendants().Attributes().Select(a => a.Name.LocalName).ToHashSet());
        }

        // Texts may take more lines and more room, and so other lanes.
        static IEnumerable<string> Drawn(XDocument svg) => svg.Descendants()
            .Where(e => e.Name.LocalName == "style" || e.Attribute("class")?.Value.Split(' ')[0] is "datacenter" or "zone" or "node")
            .Select(e => $"{e.Name.LocalName} {e.Attribute("class")?.Value}{e.Value}");
    }

    [Fact]
    public void mermaid_labels_have_nothing_that_means_something()
    {
        foreach (var text in Attacks.Concat(Nasty.Texts(400)))
            foreach (Match label in MermaidQuoted().Matches(MermaidPicture.Of(Picture(_ => text))))
                Assert.Matches("^\"([A-Za-z0-9 .,:/()\\[\\]+_=~-]|#[0-9]+;|<br/>)*\"$", label.Value);
    }

    private static void Compare(Func<TopologyPicture, string> write, Regex quoted, int seed)
    {
        var texts = Attacks.Concat(Nasty.Texts(600, seed)).ToList();
        var tame = quoted.Replace(write(Picture(i => "plain")), "Q");
        for (var at = 0; at < texts.Count; at++)
        {
            var from = at;
            var hostile = write(Picture(i => texts[(from + i) % texts.Count]));
            Assert.Equal(tame, quoted.Replace(hostile, "Q"));
        }
    }

    /// <summary>A picture that has every part, each with a text of its own.</summary>
    private static TopologyPicture Picture(Func<int, string> text)
    {
        var next = 0;
        string Text() => text(next++);
        PictureNode Node(string id, NodeKind kind) => new(id, kind, Text(), [Text(), Text()]);
        DatacenterBox Box(string id) => new(
            id,
            Text(),
            [
                new ZoneBox(id + "z1", Text(), [Node(id + "n1", NodeKind.Server), Node(id + "n2", NodeKind.Server)], [Node(id + "n3", NodeKind.Client)]),
                new ZoneBox(id + "z2", null, [Node(id + "n4", NodeKind.Elsewhere)], []),
            ],
            [Node(id + "n5", NodeKind.LoadBalancer)],
            [
                new Flow(id + "f1", FlowKind.Raft, [id + "n1", id + "n2", id + "n4"], [], [Text()]),
                new Flow(id + "f2", FlowKind.Client, [id + "n3"], [id + "n1", id + "n2"], [Text()]),
                new Flow(id + "f3", FlowKind.Balanced, [id + "n5"], [id + "n3"], [Text()]),
            ])
        {
            Title = Text(),
        };

        return new TopologyPicture(
            Text(),
            [Box("d1"), Box("d2")],
            Node("n1", NodeKind.Prometheus),
            [new Flow("f1", FlowKind.Wan, ["d1", "d2"], [], [Text()]), new Flow("f2", FlowKind.Scrape, ["n1"], ["d1"], [Text(), Text()])]);
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex MermaidQuoted();

    [GeneratedRegex("\"(\\\\.|[^\"\\\\\n])*\"")]
    private static partial Regex DotQuoted();
}
