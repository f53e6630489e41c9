using System.Text.Json.Nodes;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What Graphviz makes of the pictures.</summary>
public class GraphvizConsumerTests
{
    public static TheoryData<string> Cases => CaseTests.GraphCases;

    [ConsumerTheory("dot")]
    [MemberData(nameof(Cases))]
    public void dot_draws_the_case(string name)
    {
        var graph = File.ReadAllText(Repository.PathOf($"tests/ConsulGen.Tests/Cases/graph/{name}/expected/graph.dot"));
        var ran = Run.Program(Programs.Path("dot"), ["-Tsvg"], graph);
        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.True(ran.Error.Length == 0, ran.Error);
    }

    [ConsumerFact("dot")]
    public void dot_reads_back_every_text()
    {
        var texts = Nasty.Texts(500).Select((text, i) => (Id: FormattableString.Invariant($"n{i}"), Text: text)).ToList();
        var graph = new DotGraph("texts");
        foreach (var (id, text) in texts) graph.Node(id, ("tooltip", DotGraph.Lines(text)), ("label", ""));
        var ran = Run.Program(Programs.Path("dot"), ["-Tjson0"], graph.ToString());
        Assert.True(ran.ExitCode == 0 && ran.Error.Length == 0, ran.Error);
        var read = (JsonNode.Parse(ran.Out)?["objects"]?.AsArray() ?? []).ToDictionary(o => (string?)o?["name"] ?? "", o => (string?)o?["tooltip"] ?? "");
        Assert.Equal(
            texts.Select(t => (t.Id, Printable.Text(t.Text))),
            texts.Select(t => (t.Id, read[t.Id].Replace("\\\\", "\\", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal))));
    }
}
