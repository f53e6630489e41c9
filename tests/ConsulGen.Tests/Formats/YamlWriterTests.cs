using ConsulGen.Core.Formats;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;
using static ConsulGen.Tests.Formats.Documents;

namespace ConsulGen.Tests.Formats;

public class YamlWriterTests
{
    [Fact]
    public void writes_block_style_with_quoted_texts()
    {
        var text = YamlWriter.Write(
            Map(
                ("global", Map(("scrape_interval", Text("15s")), ("labels", Map()))),
                ("jobs", List(
                    Map(("name", Text("a")), ("params", Map(("format", Texts("prometheus")))), ("port", Number(1))),
                    Map(("name", Text("b")), ("flag", Flag(false)), ("none", Null), ("rate", Float("1.5"))),
                    Map(),
                    List(Map(("x", Number(1))), List()),
                    Text("t"))),
                ("empty", List())),
            "made by a test").ToString();

        Assert.Equal(
            """
            # made by a test

            global:
              scrape_interval: "15s"
              labels: {}
            jobs:
              - name: "a"
                params:
                  format: ["prometheus"]
                port: 1
              - name: "b"
                flag: false
                none: null
                rate: 1.5
              - {}
              - - x: 1
                - []
              - "t"
            empty: []

            """,
            text);
    }

    [Fact]
    public void writes_a_list_as_a_document()
    {
        Assert.Equal("- hosts: \"all\"\n  serial: 1\n", YamlWriter.Write(List(Map(("hosts", Text("all")), ("serial", Number(1))))).ToString());
        Assert.Equal("{}\n", YamlWriter.Write(Map()).ToString());
        Assert.Equal("[]\n", YamlWriter.Write(List()).ToString());
    }

    [Fact]
    public void breaks_a_list_that_passes_column_100()
    {
        var fits = new string('x', 100 - "a: [\"\"]".Length);

        Assert.Equal($"a: [\"{fits}\"]\n", YamlWriter.Write(Map(("a", Texts(fits)))).ToString());
        Assert.Equal($"a:\n  - \"{fits}x\"\n", YamlWriter.Write(Map(("a", Texts(fits + "x")))).ToString());
    }

    [Theory]
    [InlineData("scrape_configs", "scrape_configs")]
    [InlineData("_a1", "_a1")]
    [InlineData("on", "\"on\"")]
    [InlineData("y", "\"y\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("A", "\"A\"")]
    [InlineData("1a", "\"1a\"")]
    [InlineData("a-b", "\"a-b\"")]
    [InlineData("<<", "\"<<\"")]
    [InlineData("", "\"\"")]
    public void quotes_a_key_that_is_not_plain(string key, string written) =>
        Assert.Equal($"{written}: 1\n", YamlWriter.Write(Map((key, Number(1)))).ToString());

    [Theory]
    [InlineData("yes", "yes")]
    [InlineData("\"\\", "\\\"\\\\")]
    [InlineData("\n\t\0\x1b\x7f\u0085", "\\n\\t\\u0000\\u001b\\u007f\\u0085")]
    [InlineData("\u2028\ufeff\uffff", "\\u2028\\ufeff\\uffff")]
    [InlineData("{{ x }} é\ud83d\ude00", "{{ x }} é\ud83d\ude00")]
    public void quotes_every_text(string text, string written) => Assert.Equal($"\"{written}\"", YamlWriter.Quote(text));

    [Theory]
    [InlineData("1E+20", "1.0e+20")]
    [InlineData("1.5E-07", "1.5e-07")]
    [InlineData("2e3", "2.0e+3")]
    [InlineData("0.5", "0.5")]
    public void writes_a_float_that_yaml_1_1_takes_for_one(string number, string written) =>
        Assert.Equal($"a: {written}\n", YamlWriter.Write(Map(("a", Float(number)))).ToString());

    [Fact]
    public void refuses_a_secret() => Assert.Throws<InvalidOperationException>(() => YamlWriter.Write(Map(("a", new SecretValue("key")))));

    [ConsumerFact("python3:yaml")]
    public void python_reads_the_same_document_as_in_json()
    {
        using var folder = new ScratchFolder();
        var texts = Nasty.Texts(1000);
        var document = Map([
            .. texts.Distinct().Select((t, i) => (t, (Value)List(Map((t, Text(t)), ("on", Null)), Texts(t, "a"), Number(i), Flag(true)))),
            ("floats", List(Float("1E+20"), Float("-0.5"), Float("1E-07"))),
            ("all", Texts(texts))]);
        var yaml = folder.Write("a.yml", YamlWriter.Write(document, "comment: [x").ToString());
        var json = folder.Write("a.json", JsonWriter.Write(document).ToString());

        var ran = Run.Program(
            Programs.Path("python3:yaml"),
            [
                "-c",
                "import json,sys,yaml; L=getattr(yaml,'CSafeLoader',yaml.SafeLoader); "
                    + "print(yaml.load(open(sys.argv[1],encoding='utf-8'),L)==json.load(open(sys.argv[2],encoding='utf-8')))",
                yaml,
                json,
            ]);

        Assert.Equal("True\n", ran.Out + ran.Error);
    }
}
