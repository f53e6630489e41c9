using System.Globalization;
using System.Text;
using System.Xml.Linq;
using ConsulGen.Core.Graphs;
using ConsulGen.Core.Graphs.Svg;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Graphs;

/// <summary>Whatever the topology, boxes stand in what they belong to, beside each other, and no text leaves its box.</summary>
public class SvgLayoutTests
{
    private const int Padding = 10;

    /// <summary>In Arial about half as wide as the others, which are about half as wide as the letters are high; bold ones a little more.</summary>
    private const string NarrowLetters = " .,:/-[]iljftr1";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void boxes_stand_in_order(int seed)
    {
        var svg = Draw(RandomInventory(new Random(seed)));
        var (page, datacenters, nodes) = (Areas(svg, "ground")[0], Areas(svg, "datacenter"), Areas(svg, "node"));
        Assert.Empty(Overlaps(datacenters));
        Assert.Empty(Overlaps(nodes));
        Assert.Empty(Overlaps(Areas(svg, "zone")));
        Assert.All(datacenters, box => Assert.True(IsIn(box, page), $"{box} of {page}"));
        Assert.All(nodes, node => Assert.True(
            datacenters.Exists(box => IsIn(node, box)) || (IsIn(node, page) && !datacenters.Exists(box => Overlap(node, box))),
            $"{node} is neither in a datacenter nor outside of them"));
        Assert.All(Areas(svg, "zone"), zone => Assert.Contains(datacenters, box => IsIn(zone, box)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void texts_stay_in_their_boxes(int seed)
    {
        var svg = Draw(RandomInventory(new Random(seed)));
        var (page, nodes) = (Areas(svg, "ground")[0], Areas(svg, "node"));
        foreach (var text in svg.Descendants().Where(e => e.Name.LocalName == "text"))
        {
            var css = text.Attribute("class")?.Value;
            var shown = text.Nodes().OfType<XText>().First().Value;
            var em = css switch { "title" => 16 * 1.1, "caption" => 14 * 1.1, "name" => 13 * 1.1, _ => 11 };
            var (x, y) = (Number(text, "x"), Number(text, "y"));
            var right = x + (int)shown.Sum(c => em * (NarrowLetters.Contains(c, StringComparison.Ordinal) ? 0.3 : 0.55));
            Assert.InRange(right, 0, page.Right);
            if (css is not ("name" or "line") || shown == "no hosts") continue;
            var node = nodes.Single(n => n.X <= x && x <= n.Right && n.Y <= y && y <= n.Bottom);
            Assert.InRange(right, 0, node.Right - Padding);
            Assert.InRange(y, node.Y + Padding, node.Bottom - 4);
        }
    }

    [Fact]
    public void twenty_thousand_clients_are_a_picture_of_a_few_nodes()
    {
        var text = new StringBuilder("consul: { version: 1.21.4 }\ndatacenters:\n");
        for (var d = 1; d <= 5; d++)
            text.Append(CultureInfo.InvariantCulture, $$"""
                  dc{{d}}:
                    servers: { hosts: { "s{{d}}-[1:5]": { address: "10.{{d}}.0.[1:5]" } } }
                    clients: { hosts: { "c{{d}}-[0001:4000]": { address: "c[1:4000].dc{{d}}.example.com" } } }

                """);
        var svg = Draw(text.ToString());
        Assert.Equal(30, Areas(svg, "node").Count);
        Assert.Equal(5, svg.Descendants().Count(e => e.Value == "4000 clients"));
        var page = Areas(svg, "ground")[0];
        Assert.InRange((double)page.Width / page.Height, 0.7, 3);
    }

    private static XDocument Draw(string inventory)
    {
        var topology = Inputs.Compile(inventory).Topology ?? throw new InvalidOperationException("no topology");
        return XDocument.Parse(SvgPicture.Of(TopologyPicture.Of(topology)));
    }

    private static string RandomInventory(Random random)
    {
        var text = new StringBuilder("name: " + Name(random) + "\nconsul: { version: 1.21.4 }\ndatacenters:\n");
        for (var d = random.Next(1, 7); d > 0; d--)
        {
            text.Append(CultureInfo.InvariantCulture, $"  d{d}{Name(random)}:\n");
            if (random.Next(8) == 0) text.Append("    servers: { hosts: {} }\n");
            else AddRole(text, "servers", random.Next(1, 12), random);
            if (random.Next(4) > 0) AddRole(text, "clients", random.Next(1, 15), random);
            if (random.Next(2) == 0) continue;
            text.Append("    load_balancers:\n      listeners: { servers: [http, server], clients: [http, dns] }\n      hosts:\n");
            for (var i = random.Next(1, 6); i > 0; i--)
                text.Append(CultureInfo.InvariantCulture, $"        lb{d}-{i}{Name(random)}: {{ address: 10.9.{d}.{i} }}\n");
        }

        const string Prometheus = "prometheus: { scrape_agents: true, jobs: { web: { tag: web }, quite-long-name-of-a-job: { tag: a } } }\n";
        return text.Append(random.Next(2) == 0 ? "" : Prometheus).ToString();
    }

    private static void AddRole(StringBuilder text, string role, int count, Random random)
    {
        text.Append(CultureInfo.InvariantCulture, $"    {role}:\n      hosts:\n");
        var zones = random.Next(0, 5);
        for (var i = 0; i < count; i++)
        {
            var zone = zones == 0 ? "" : $", zone: zone{Name(random)[..random.Next(1, 3)]}{random.Next(zones)}";
            var service = role == "clients" ? $", services: {{ s{random.Next(4)}: {{ port: {random.Next(1, 9000)}, tags: [web, a] }} }}" : "";
            var (name, offset) = ($"{role[0]}{i}{Name(random)}", random.Next(3) * 1000);
            text.Append(CultureInfo.InvariantCulture, $"        {name}: {{ address: 10.{random.Next(250)}.0.{i}, port_offset: {offset}{zone}{service} }}\n");
        }
    }

    private static string Name(Random random) => new([.. Enumerable.Range(0, random.Next(2, 50)).Select(_ => (char)random.Next('a', 'z' + 1))]);

    private static List<Box> Areas(XDocument svg, string css) =>
    [
        .. svg.Descendants()
            .Where(e => e.Name.LocalName == "rect" && (e.Attribute("class")?.Value.Split(' ').Contains(css) ?? false))
            .Select(e => new Box(Number(e, "x"), Number(e, "y"), Number(e, "width"), Number(e, "height"))),
    ];

    private static int Number(XElement element, string name) => int.Parse(element.Attribute(name)?.Value ?? "", CultureInfo.InvariantCulture);

    private static bool IsIn(Box inner, Box outer) =>
        inner.X >= outer.X && inner.Y >= outer.Y && inner.Right <= outer.Right && inner.Bottom <= outer.Bottom;

    private static bool Overlap(Box a, Box b) => a.X < b.Right && b.X < a.Right && a.Y < b.Bottom && b.Y < a.Bottom;

    private static IEnumerable<(Box, Box)> Overlaps(List<Box> areas) =>
        from a in areas.Index() from b in areas.Index() where a.Index < b.Index && Overlap(a.Item, b.Item) select (a.Item, b.Item);

    private sealed record Box(int X, int Y, int Width, int Height)
    {
        public int Right => X + Width;

        public int Bottom => Y + Height;
    }
}
