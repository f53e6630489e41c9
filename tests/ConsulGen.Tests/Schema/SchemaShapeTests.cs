using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Schema;
using ConsulGen.Core.Text;
using ConsulGen.Core.Yaml;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Schema;

public class SchemaShapeTests
{
    private static readonly IReadOnlyList<string> Strange = [
        "null", "text", "\"7\"", "7", "-1", "99999", "1.5", "true", "10s", "${vars.x}", "[]", "[a]", "[[1]]", "[{a: 1}]", "{}", "{secret: a}",
        "{secret: [a]}", "{a: b}", "{Unit: {After: x}}",
    ];

    public static TheoryData<string> Examples => [.. Repository.Inventories];

    public static TheoryData<string> Cases => [.. Directory.GetFiles(
        Repository.PathOf("tests/ConsulGen.Tests/Cases"),
        "*.yml",
        SearchOption.AllDirectories).Select(f => Path.GetRelativePath(
        Repository.Root,
        f))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void takes_an_example(string name)
    {
        var root = Read(File.ReadAllText(Repository.PathOf($"inventories/{name}.yml")));
        Assert.True(root is not null && SchemaShape.OfInventoryTakes(root));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void takes_no_case_that_the_library_speaks_of(string path)
    {
        var root = Read(File.ReadAllText(Repository.PathOf(path)));
        Assert.False(root is not null && SchemaShape.OfInventoryTakes(root) && Says(root) > 0);
    }

    /// <summary>Each value of an inventory in turn becomes each of some strange ones, and each key another.</summary>
    [Fact]
    public void takes_no_change_that_the_library_speaks_of()
    {
        var root = Read(File.ReadAllText(Repository.PathOf("inventories/ha-lb.yml")) + "\nvars: { a: [1, { b: c }] }\n");
        Assert.NotNull(root);
        var strange = Strange.Select(text => Read("a: " + text)?["a"]).OfType<YamlNode>().ToList();
        Assert.Equal(Strange.Count, strange.Count);
        int taken = 0, refused = 0;
        foreach (var changed in Changes(root, strange).OfType<YamlMapping>())
        {
            if (!SchemaShape.OfInventoryTakes(changed))
            {
                refused++;
                continue;
            }

            taken++;
            Assert.Equal(0, Says(changed));
        }

        Assert.InRange(taken, 100, 100_000);
        Assert.InRange(refused, 500, 100_000);
    }

    private static YamlMapping? Read(string text) => YamlReader.Read(new SourceText("inventory.yml", text), new FindingBag());

    private static int Says(YamlMapping root)
    {
        var findings = new FindingBag();
        SchemaValidator.Explain(root, findings);
        return findings.Findings.Count;
    }

    private static IEnumerable<YamlNode> Changes(YamlNode node, IReadOnlyList<YamlNode> strange)
    {
        foreach (var other in strange) yield return other;
        if (node is YamlMapping mapping)
        {
            for (var i = 0; i < mapping.Entries.Length; i++)
            {
                var (key, value) = mapping.Entries[i];
                yield return new YamlMapping(mapping.Span, mapping.Entries.RemoveAt(i));
                yield return new YamlMapping(
                    mapping.Span,
                    mapping.Entries.SetItem(i, new YamlEntry(new YamlScalar(key.Span, key.Text + "x", plain: true), value)));
                foreach (var changed in Changes(value, strange))
                    yield return new YamlMapping(mapping.Span, mapping.Entries.SetItem(i, new YamlEntry(key, changed)));
            }
        }
        else if (node is YamlSequence sequence)
        {
            for (var i = 0; i < sequence.Items.Length; i++)
                foreach (var changed in Changes(sequence.Items[i], strange)) yield return new YamlSequence(sequence.Span, sequence.Items.SetItem(i, changed));
        }
    }
}
