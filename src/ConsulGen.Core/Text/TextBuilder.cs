using System.Text;

namespace ConsulGen.Core.Text;

/// <summary>Builds the text of a file: every line ends in a line feed, on every machine. It is done with <see cref="ToString"/>.</summary>
public sealed class TextBuilder
{
    /// <summary>What most files fit into; a longer one is not kept.</summary>
    private const int Kept = 4096;

    // Ten thousand files would fill the memory with as many buffers.
    [ThreadStatic]
    private static StringBuilder? _free;

    private StringBuilder? _text;

    public TextBuilder()
    {
        _text = _free ?? new StringBuilder(Kept);
        _free = null;
    }

    private StringBuilder Open => _text ?? throw new InvalidOperationException("the text is done");

    public int Length => Open.Length;

    public TextBuilder Append(string text)
    {
        Open.Append(text);
        return this;
    }

    public TextBuilder Append(char c, int count = 1)
    {
        Open.Append(c, count);
        return this;
    }

    public TextBuilder Line(string text = "")
    {
        Open.Append(text).Append('\n');
        return this;
    }

    /// <summary>The text so far; nothing can be added to it any more.</summary>
    public override string ToString()
    {
        var (done, text) = (Open, Open.ToString());
        _text = null;
        if (done.Capacity <= Kept) _free = done.Clear();
        return text;
    }
}
