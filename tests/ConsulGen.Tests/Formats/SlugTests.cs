using ConsulGen.Core.Formats;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Formats;

public class SlugTests
{
    [Theory]
    [InlineData("node1.dc1_a-b")]
    [InlineData("_a")]
    [InlineData("Web-1")]
    [InlineData("console")]
    [InlineData("com10")]
    [InlineData("node-2024010")]
    public void keeps_a_safe_text(string text) => Assert.Equal(text, Slug.Of(text));

    [Theory]
    [InlineData("a b", "a-b-c8687a08")]
    [InlineData("a/b", "a-b-c14cddc0")]
    [InlineData("../x", "x-")]
    [InlineData(".hidden", "hidden-")]
    [InlineData("-x", "x-")]
    [InlineData("a.", "a--")]
    [InlineData("é", "x-")]
    [InlineData("", "x-e3b0c442")]
    [InlineData("CON", "CON--")]
    [InlineData("con.json", "con-json--")]
    [InlineData(".nul.x", "nul-x--")]
    [InlineData("COM1", "COM1--")]
    [InlineData("a-b-c8687a08", "a-b-c8687a08-")]
    public void adds_a_hash_to_what_it_changed(string text, string start)
    {
        var slug = Slug.Of(text);

        Assert.StartsWith(start, slug, StringComparison.Ordinal);
        Assert.Matches("-[0-9a-f]{8}$", slug);
    }

    [Fact]
    public void keeps_63_characters_at_most()
    {
        Assert.Equal(new string('a', 63), Slug.Of(new string('a', 63)));
        Assert.Matches("^a{54}-[0-9a-f]{8}$", Slug.Of(new string('a', 64)));
    }

    [Fact]
    public void gives_different_texts_different_safe_names()
    {
        var texts = Nasty.Texts(2000).Distinct().ToList();
        texts.AddRange(texts.ConvertAll(Slug.Of).Except(texts));

        var slugs = texts.ConvertAll(Slug.Of);

        Assert.Equal(texts.Count, slugs.Distinct(StringComparer.Ordinal).Count());
        Assert.All(slugs, s => Assert.Matches("^[A-Za-z0-9_][A-Za-z0-9._-]{0,62}$", s));
    }
}
