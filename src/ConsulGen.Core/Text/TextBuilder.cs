using System.Text;

namespace ConsulGen.Core.Text;

/// <summary>
/// Builds the text of a file as UTF-8: every line ends in a line feed, on every machine. It is done with <see cref="ToUtf8"/> or
/// <see cref="ToString"/>.
/// </summary>
public sealed class TextBuilder
{
    /// <summary>What most files fit into; a longer one is not kept.</summary>
    private const int Kept = 8192;

    // Ten thousand files would fill the memory with as many buffers.
    [ThreadStatic]
    private static byte[]? _free;

    // Empty when the text is done: what is added then does not fit, and that is where it is refused.
    private byte[] _bytes;
    private int _length;

    public TextBuilder()
    {
        _bytes = _free ?? new byte[Kept];
        _free = null;
    }

    /// <param name="length">About how long a long text becomes.</param>
    public TextBuilder(int length) => _bytes = new byte[Math.Max(length, Kept)];

    /// <summary>In bytes.</summary>
    public int Length => _length;

    /// <summary>Characters in the line so far.</summary>
    public int Column
    {
        get
        {
            var text = _bytes.AsSpan(0, _length);
            return Encoding.UTF8.GetCharCount(text[(text.LastIndexOf((byte)'\n') + 1)..]);
        }
    }

    public TextBuilder Append(string text)
    {
        int written;
        while (!Encoding.UTF8.TryGetBytes(text, _bytes.AsSpan(_length), out written)) Grow(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += written;
        return this;
    }

    public TextBuilder Append(char c)
    {
        if (!char.IsAscii(c)) return Append(c.ToString());
        if (_length == _bytes.Length) Grow(1);
        _bytes[_length++] = (byte)c;
        return this;
    }

    public TextBuilder Append(char c, int count)
    {
        for (; count > 0; count--) Append(c);
        return this;
    }

    public TextBuilder Line(string text = "") => Append(text).Append('\n');

    /// <summary>Takes back what was added since the text was this long.</summary>
    public void Truncate(int length) => _length = length;

    /// <summary>The bytes so far; nothing can be added to them any more.</summary>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        CheckOpen();
        var (done, length) = (_bytes, _length);
        (_bytes, _length) = ([], 0);
        if (done.Length > Kept) return done.AsMemory(0, length);
        _free = done;
        return done.AsSpan(0, length).ToArray();
    }

    /// <summary>The text so far; nothing can be added to it any more.</summary>
    public override string ToString() => Encoding.UTF8.GetString(ToUtf8().Span);

    private void Grow(int more)
    {
        CheckOpen();
        Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }

    private void CheckOpen()
    {
        if (_bytes.Length == 0) throw new InvalidOperationException("the text is done");
    }
}
