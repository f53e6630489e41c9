using ConsulGen.Core.Formats;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;
using static ConsulGen.Tests.Formats.Documents;

namespace ConsulGen.Tests.Formats;

public class HclWriterTests
{
    [Fact]
    public void writes_attributes_in_the_order_of_the_map()
    {
        var text = HclWriter.Write(
            Map(
                ("node_name", Text("n1")),
                ("server", Flag(true)),
                ("bootstrap_expect", Number(3)),
                ("ports", Map(("http", Number(8500)), ("dns", Number(-1)))),
                ("retry_join", Texts("172.16.0.1", "172.16.0.2")),
                ("node_meta", Map()),
                ("start_join", List())),
            "made by a test\n\nfor n1").ToString();

        Assert.Equal(
            """
            # made by a test
            #
            # for n1

            node_name = "n1"
            server = true
            bootstrap_expect = 3
            ports = {
              http = 8500
              dns = -1
            }
            retry_join = ["172.16.0.1", "172.16.0.2"]
            node_meta = {}
            start_join = []

            """,
            text);
    }

    [Fact]
    public void writes_a_list_of_maps_with_trailing_commas()
    {
        var text = HclWriter.Write(Map(("service", Map(("checks", List(Map(("http", Text("http://a"))), Map(("args", Texts("/bin/true"))))))))).ToString();

        Assert.Equal(
            """
            service = {
              checks = [
                {
                  http = "http://a"
                },
                {
                  args = ["/bin/true"]
                },
              ]
            }

            """,
            text);
    }

    [Fact]
    public void breaks_a_list_that_passes_column_100()
    {
        var fits = new string('x', 100 - "a = [\"\", \"b\"]".Length);

        Assert.Equal($"a = [\"{fits}\", \"b\"]\n", HclWriter.Write(Map(("a", Texts(fits, "b")))).ToString());
        Assert.Equal($"a = [\n  \"{fits}x\",\n  \"b\",\n]\n", HclWriter.Write(Map(("a", Texts(fits + "x", "b")))).ToString());
    }

    [Theory]
    [InlineData("a_b", "a_b")]
    [InlineData("_A-9", "_A-9")]
    [InlineData("a.b", "\"a.b\"")]
    [InlineData("9a", "\"9a\"")]
    [InlineData("-a", "\"-a\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("${x}", "\"\\u0024{x}\"")]
    [InlineData("", "\"\"")]
    public void quotes_a_key_that_is_not_an_identifier(string key, string written) =>
        Assert.Equal($"{written} = 1\n", HclWriter.Write(Map((key, Number(1)))).ToString());

    [Theory]
    [InlineData("$", "\\u0024")]
    [InlineData("${a}", "\\u0024{a}")]
    [InlineData("\"\\", "\\\"\\\\")]
    [InlineData("\n\r\t", "\\n\\r\\t")]
    [InlineData("\0\x1b\x7f\u0085\u2028\ufeff", "\\u0000\\u001b\\u007f\\u0085\\u2028\\ufeff")]
    [InlineData("\ue000\ue123\uf8ff", "\\ue000\\ue123\\uf8ff")]
    [InlineData("é日\ud83d\ude00", "é日\ud83d\ude00")]
    [InlineData("{{ GetInterfaceIP `eth0` }}", "{{ GetInterfaceIP `eth0` }}")]
    public void escapes_what_hcl_1_takes_for_syntax(string text, string written) => Assert.Equal($"\"{written}\"", HclWriter.Quote(text));

    [Fact]
    public void refuses_what_hcl_cannot_say()
    {
        Assert.Throws<InvalidOperationException>(() => HclWriter.Write(Map(("a", new SecretValue("key")))));
        Assert.Throws<InvalidOperationException>(() => HclWriter.Write(Map(("a", List(Null)))));
        Assert.Throws<InvalidOperationException>(() => HclWriter.Write(Map(("a", Float("∞")))));
        Assert.Throws<InvalidOperationException>(() => HclWriter.Write(Map(("a", new ScalarValue(ScalarKind.Integer, "010")))));
        Assert.Throws<ArgumentException>(() => HclWriter.Write(Map(), "a\rb = 1"));
    }

    [Fact]
    public void reads_back_as_the_same_document_as_json()
    {
        var texts = Nasty.Texts(1000);
        var document = Map([
            .. texts.Distinct().Select((t, i) => (t, (Value)Map((t + "=", Texts(t, "a")), ("n", Float("1.5E+20"))))),
            ("lists", List(List(Texts("a")), Map(("a", List())), Number(1), Texts(texts)))]);

        Assert.Equal(JsonWriter.Write(document).ToString(), JsonWriter.Write(HclReader.Read(HclWriter.Write(document, "a comment").ToString())).ToString());
    }
}
