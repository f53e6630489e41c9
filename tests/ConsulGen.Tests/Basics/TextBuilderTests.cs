using System.Text;
using ConsulGen.Core.Text;

namespace ConsulGen.Tests.Basics;

public class TextBuilderTests
{
    [Fact]
    public void holds_texts_of_any_length_as_utf_8()
    {
        var expected = new StringBuilder();
        for (var size = 0; size < 3000; size += 7)
        {
            var text = new TextBuilder();
            expected.Clear();
            for (var i = 0; i < 10; i++)
            {
                text.Append(new string('€', size)).Append('ä').Append('x', i).Line("𝄞");
                expected.Append('€', size).Append('ä').Append('x', i).Append("𝄞\n");
            }

            Assert.Equal(expected.ToString(), text.ToString());
        }
    }

    [Fact]
    public void counts_characters_of_the_last_line()
    {
        var text = new TextBuilder().Append("ä€");
        Assert.Equal(2, text.Column);
        Assert.Equal(0, text.Line().Column);
        Assert.Equal(3, text.Append("ä𝄞").Column);
    }

    [Fact]
    public void takes_back_what_was_added()
    {
        var text = new TextBuilder().Append("ab");
        var length = text.Length;
        text.Append("€").Truncate(length);
        Assert.Equal("abc", text.Append("c").ToString());
    }

    [Fact]
    public void two_at_once_do_not_share_a_buffer()
    {
        var one = new TextBuilder().Append("one");
        var other = new TextBuilder().Append("other");
        Assert.Equal("one", one.ToString());
        Assert.Equal("third", new TextBuilder().Append("third").ToString());
        Assert.Equal("other", other.ToString());
    }

    [Fact]
    public void is_done_once()
    {
        var text = new TextBuilder().Append("a");
        text.ToUtf8();
        Assert.Throws<InvalidOperationException>(() => text.Append("b"));
        Assert.Throws<InvalidOperationException>(() => text.Append('b'));
        Assert.Throws<InvalidOperationException>(text.ToString);
    }
}
