using System.Text.Json.Nodes;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;
using static ConsulGen.Tests.Formats.Documents;

namespace ConsulGen.Tests.Formats;

public class JsonWriterTests
{
    [Fact]
    public void writes_two_spaces_and_short_lists_on_one_line()
    {
        var text = JsonWriter.Write(Map(
            ("server", Flag(true)),
            ("ports", Map(("http", Number(8500)))),
            ("rate", Float("12.5")),
            ("none", Null),
            ("tags", Texts("a", "b")),
            ("checks", List(Map(("args", Texts("/bin/true"))), Map())),
            ("empty", List()))).ToString();

        Assert.Equal(
            """
            {
              "server": true,
              "ports": {
                "http": 8500
              },
              "rate": 12.5,
              "none": null,
              "tags": ["a", "b"],
              "checks": [
                {
                  "args": ["/bin/true"]
                },
                {}
              ],
              "empty": []
            }

            """,
            text);
    }

    [Fact]
    public void breaks_a_list_that_passes_column_100()
    {
        var fits = new string('x', 100 - "  \"a\": [\"\"],".Length);

        Assert.Equal($"{{\n  \"a\": [\"{fits}\"]\n}}\n", JsonWriter.Write(Map(("a", Texts(fits)))).ToString());
        Assert.Equal($"{{\n  \"a\": [\n    \"{fits}x\"\n  ]\n}}\n", JsonWriter.Write(Map(("a", Texts(fits + "x")))).ToString());
    }

    [Fact]
    public void writes_an_empty_document() => Assert.Equal("{}\n", JsonWriter.Write(Map()).ToString());

    [Theory]
    [InlineData("\"\\/", "\\\"\\\\/")]
    [InlineData("\n\r\t\0\x1b\x7f\u0085", "\\n\\r\\t\\u0000\\u001b\\u007f\\u0085")]
    [InlineData("\u2028\u2029\ufeff", "\\u2028\\u2029\\ufeff")]
    [InlineData("é日\ud83d\ude00<&>${x}", "é日\ud83d\ude00<&>${x}")]
    public void escapes_only_what_it_must(string text, string written) => Assert.Equal($"\"{written}\"", JsonWriter.Quote(text));

    [Fact]
    public void refuses_a_secret() => Assert.Throws<InvalidOperationException>(() => JsonWriter.Write(Map(("a", new SecretValue("key")))));

    [Fact]
    public void reads_back_as_the_same_texts()
    {
        var texts = Nasty.Texts(1000);

        var read = JsonNode.Parse(JsonWriter.Write(Map(("a", Texts(texts)))).ToString())?["a"]?.AsArray().Select(n => n?.GetValue<string>());

        Assert.Equal(texts, read);
    }
}
