using System.Diagnostics;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Formats.Reading;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;
using static ConsulGen.Tests.Formats.Documents;

namespace ConsulGen.Tests.Formats;

public class ConfigTextTests
{
    /// <summary>What HCL 1 makes of a text, as JSON; tried with github.com/hashicorp/hcl v1 where it is not plain.</summary>
    [Theory]
    [InlineData("a = 1 # one\nb = true // two\n/* three\n */ c = \"x\"", """{"a":1,"b":true,"c":"x"}""")]
    [InlineData("a = 1, b = 2", """{"a":1,"b":2}""")]
    [InlineData("ports { http = 1 }", """{"ports":{"http":1}}""")]
    [InlineData("ports = { http = 1, dns = -1 }", """{"ports":{"dns":-1,"http":1}}""")]
    [InlineData("service { name = \"a\" }\nservice { name = \"b\" }", """{"service":[{"name":"a"},{"name":"b"}]}""")]
    [InlineData("service \"web\" \"v1\" { port = 1 }", """{"service":{"web":{"v1":{"port":1}}}}""")]
    [InlineData("a = [1]\na = [2, 3,]", """{"a":[1,2,3]}""")]
    [InlineData("a = 1\na = 2", """{"a":2}""")]
    [InlineData("\"a b\" = [[], {}, [true]]", """{"a b":[[],{},[true]]}""")]
    [InlineData("a.b-c = 1", """{"a.b-c":1}""")]
    [InlineData("a = 010\nb = 0x1F\nc = 1.5\nd = 1e3\ne = -7", """{"a":8,"b":31,"c":1.5,"d":1000,"e":-7}""")]
    [InlineData("a = <<EOF\none\n  two\nEOF\nb = 1", """{"a":"one\n  two\n","b":1}""")]
    [InlineData("a = <<-EOF\n    one\n      two\n    EOF\n", """{"a":"one\n  two\n"}""")]
    [InlineData("a = <<-EOF\n  one\n      two\n    EOF\n", """{"a":"  one\n      two\n"}""")]
    [InlineData("a = <<E\r\none\r\nE\r\n", """{"a":"one\n"}""")]
    [InlineData("a = \"x\\r\\n${\r\n}\"", """{"a":"x\r\n${\n}"}""")]
    [InlineData("a = .5\nb = 5.\nc = -0x1\nd = [1,,2]", """{"a":0.5,"b":5,"c":-1,"d":[1,2]}""")]
    [InlineData("a = <<E\nE\n", """{"a":""}""")]
    [InlineData(""" a = "\a\b\f\n\r\t\v\\\"\x41\u00e9\U0001f600\101" """, """{"a":"\u0007\u0008\u000c\n\r\t\u000b\\\"Aé😀A"}""")]
    [InlineData("""a = "${file("x\n")}" """, """{"a":"${file(\"x\\n\")}"}""")]
    [InlineData("a = \"${x\n}\"", """{"a":"${x\n}"}""")]
    [InlineData("", "{}")]
    public void reads_hcl(string text, string json) =>
        Assert.Equal(JsonWriter.Write(Read("a.json", json)).ToString(), JsonWriter.Write(Read("a.hcl", text)).ToString());

    [Theory]
    [InlineData("a = b", "1:5", "this is no HCL: a text stands without quotes")]
    [InlineData("a = 1\nb", "2:2", "this is no HCL: the key \"b\" wants a value: expected = or a block")]
    [InlineData("a b = 1", "1:5", "this is no HCL: a block is expected behind a label")]
    [InlineData("a = [1 2]", "1:8", "this is no HCL: a list goes on without a comma")]
    [InlineData("a {\n  b = 1\n", "3:1", "this is no HCL: a block does not end")]
    [InlineData("a = \"x\n\"", "1:5", "this is no HCL: a text does not end")]
    [InlineData("a = \"${x\"", "1:5", "this is no HCL: a text does not end")]
    [InlineData("a = \"\\d\"", "1:6", "this is no HCL: this is no escape")]
    [InlineData("a = <<EOF\nx\n EOF", "1:5", "this is no HCL: the text of several lines does not end: \"EOF\" does not stand alone on a line below")]
    [InlineData("a = 'x'", "1:5", "this is no HCL: a text stands in single quotes")]
    [InlineData("a = 1.2.3", "1:5", "this is no HCL: this is no number")]
    [InlineData("/* a", "1:1", "this is no HCL: a comment does not end")]
    [InlineData("a = 1 }", "1:7", "this is no HCL: a key is expected")]
    [InlineData("= 1", "1:1", "this is no HCL: a key is expected")]
    [InlineData("a = \\", "1:5", "this is no HCL: nothing begins with this character")]
    [InlineData("{\"a\": 1", "1:8", "this is no JSON: an object goes on without a comma")]
    public void says_where_hcl_stops(string text, string place, string message) => Assert.Equal(
        [$"{place}: error config-syntax: {message}"],
        Findings("a.hcl", text));

    [Theory]
    [InlineData("[]", "1:1: error config-syntax: this is no JSON: an object is expected")]
    [InlineData("{\"a\": tru}", "1:7: error config-syntax: this is no JSON: a text stands without quotes")]
    [InlineData("{\"a\" 1}", "1:6: error config-syntax: this is no JSON: a colon is expected behind a key")]
    [InlineData("{\"a\": 01}", "1:7: error config-syntax: this is no JSON: this is no number")]
    [InlineData("{\"a\": \"x", "1:7: error config-syntax: this is no JSON: a text does not end")]
    [InlineData("{\"a\": \"\\x\"}", "1:8: error config-syntax: this is no JSON: this is no escape")]
    [InlineData("{} {}", "1:4: error config-syntax: this is no JSON: something stands behind its end")]
    [InlineData("{\"a\": 1, # one\n // two\n\"b\": [1,]}", "1:10: error config-form: JSON has no comments, and Consul refuses them",
        "3:8: error config-form: a comma stands before the end of a list, which Consul refuses")]
    [InlineData("{\"a\": 1, \"a\": 2}", "1:10: error config-form: the key \"a\" stands twice, and Consul takes the last one")]
    public void says_what_is_wrong_with_json(string text, params string[] findings) => Assert.Equal(findings, Findings("a.json", text));

    [Fact]
    public void reads_back_what_the_writers_write()
    {
        var texts = Nasty.Texts(1000);
        var document = Map([
            .. texts.Distinct().Select((t, i) => (t, (Value)Map((t + "=", Texts(t, "a")), ("n", Number(i))))),
            ("lists", List(List(Texts("a")), Map(("a", List())), Number(1), Texts(texts)))]);

        Assert.True(ValueComparison.Same(document, Read("a.hcl", HclWriter.Write(document, "a comment").ToString())));
        Assert.True(ValueComparison.Same(document, Read("a.json", JsonWriter.Write(document).ToString())));
    }

    [Fact]
    public void knows_the_place_of_keys_and_values()
    {
        var ports = Read("a.hcl", "a = 1\nports {\n  http = 8500\n}").Find("ports") ?? default;
        var http = Assert.Single(((MapValue)ports.Value).Entries);
        Assert.Equal((2, 1, 5), (ports.KeySpan.Line, ports.KeySpan.Column, ports.KeySpan.Length));
        Assert.Equal((3, 3, 4), (http.KeySpan.Line, http.KeySpan.Column, http.KeySpan.Length));
        Assert.Equal((3, 10, 4), (http.Value.Span.Line, http.Value.Span.Column, http.Value.Span.Length));
    }

    /// <summary>Far more than a stack or an afternoon could take: all of it ends in a finding.</summary>
    [Theory]
    [InlineData("a.hcl", "a = ", "[", 1_000_000, "", "config-syntax")]
    [InlineData("a.hcl", "", "a {", 1_000_000, "", "config-syntax")]
    [InlineData("a.hcl", "", "a ", 1_000_000, "", "config-syntax")]
    [InlineData("a.json", "{\"a\":", "[", 1_000_000, "", "config-syntax")]
    [InlineData("a.json", "", "{\"a\":", 1_000_000, "", "config-syntax")]
    [InlineData("a.hcl", "", "a {}\n", 600_000, "", "config-syntax")]
    [InlineData("a.json", "{\"a\":[", "1,", 600_000, "1]}", "config-syntax")]
    [InlineData("a.hcl", "a = \"", "${", 1_000_000, "\"", "config-syntax")]
    [InlineData("a.hcl", "a = <<E\n", "E \n", 300_000, "", "config-syntax")]
    public void ends_on_any_size(string name, string before, string piece, int times, string after, string rule)
    {
        var text = before + string.Concat(Enumerable.Repeat(piece, times)) + after;
        var clock = Stopwatch.StartNew();
        Assert.Equal(rule, Assert.Single(Found(name, text)).Rule);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), clock.Elapsed.ToString());
    }

    [Fact]
    public void ends_on_any_piece_of_a_file()
    {
        const string Whole = "a = \"${b}\\n\"\nc \"d\" {\n e = [1, <<-X\n  f\n  X\n, {}]\n}\n/* */ g = 0x1f // h\n";
        for (var from = 0; from < Whole.Length; from++)
            for (var to = from; to <= Whole.Length; to++)
                foreach (var name in (string[])["a.hcl", "a.json"])
                    Assert.All(Found(name, Whole[from..to]), f => Assert.InRange(f.Span.Line, 1, 9));
    }

    private static MapValue Read(string name, string text)
    {
        var findings = new FindingBag();
        var read = ConfigText.Read(new SourceText(name, text), findings);
        Assert.Empty(findings.Findings.Select(Inputs.Show));
        return read ?? throw new InvalidOperationException("not read, and nothing said");
    }

    private static IReadOnlyList<Finding> Found(string name, string text)
    {
        var findings = new FindingBag();
        var read = ConfigText.Read(new SourceText(name, text), findings);
        Assert.Equal(read is null, findings.Findings.Any(f => f.Rule == ConfigText.SyntaxRule));
        return findings.Findings;
    }

    private static IEnumerable<string> Findings(string name, string text) => Found(name, text).Select(Inputs.Show);
}
