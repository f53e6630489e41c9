using System.Text;

namespace ConsulGen.Core.Text;

/// <summary>Builds the text of a file: every line ends in a line feed, on every machine.</summary>
public sealed class TextBuilder
{
    private readonly StringBuilder _text = new(512);

    public TextBuilder Append(string text)
    {
        _text.Append(text);
        return this;
    }

    public TextBuilder Append(char c, int count = 1)
    {
        _text.Append(c, count);
        return this;
    }

    public TextBuilder Line(string text = "")
    {
        _text.Append(text).Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();
}
