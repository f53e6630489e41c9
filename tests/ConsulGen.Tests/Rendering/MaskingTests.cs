using ConsulGen.Cli.Rendering;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Rendering;

/// <summary>What no report shows: secrets, and characters that steer a terminal.</summary>
public class MaskingTests
{
    [Theory]
    [InlineData("encrypt: \"abcdefgh\n    ijklmnop\"\n  bind_adr: x")]
    [InlineData("encrypt: 'abcdefgh\n    ijklmnop'\n  bind_adr: x")]
    [InlineData("encrypt: abcdefgh\n    ijklmnop\n  bind_adr: x")]
    [InlineData("encrypt: |\n    ijklmnop\n  bind_adr: x")]
    [InlineData("encrypt: >-\n    ijklmnop\n  bind_adr: x")]
    public void a_secret_is_hidden_on_each_of_its_lines(string agent)
    {
        var yaml = $"agent:\n  {agent}\ndatacenters: {{ dc1: {{ servers: {{ hosts: {{ a: {{ address: 10.0.0.1 }} }} }} }} }}\n";
        var compilation = Inputs.Compile(yaml);
        var span = compilation.Findings.First(f => f.Rule == "plaintext-secret").Span;
        var lines = yaml.Split('\n');
        var line = Array.FindIndex(lines, l => l.Contains("ijklmnop", StringComparison.Ordinal)) + 1;
        var source = new MaskedSource(compilation);
        Assert.DoesNotContain("abcdefgh", source.Line(span), StringComparison.Ordinal);
        Assert.Equal(new string('*', lines[line - 1].Length), source.Line(span with { Line = line }));
    }

    [Fact]
    public void what_nothing_prints_becomes_a_question_mark() =>
        Assert.All(Nasty.Texts(2000).Append("\ud800").Append("a\udc00b"), text =>
        {
            var shown = Printable.Text(text);
            Assert.Equal(text.Length, shown.Length);
            Assert.Equal(-1, ForbiddenCharacters.IndexIn(shown, allowLineFeed: false));
        });
}
