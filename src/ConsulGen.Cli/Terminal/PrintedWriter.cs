using System.Text;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Terminal;

/// <summary>
/// The one way to standard output and error. Names of files, keys and values are other people's, and a terminal or the log of a CI job
/// must not take them for orders: what steers a terminal or turns the reading direction becomes a question mark, and so does what makes a
/// line, or a piece of one, an order to the runner of a job (<c>::error</c>, <c>##[group]</c>, <c>##vso[…]</c>).
/// </summary>
/// <remarks>What is given to <see cref="WriteLine(string?)"/> is one line, whatever line feeds are in it.</remarks>
internal sealed class PrintedWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    /// <summary>Nothing but blanks, and one colon at most, since the last line feed.</summary>
    private bool _isAtStart = true;
    private char _last;

    /// <summary>Two number signs, and since then only letters: a bracket would make it an order.</summary>
    private bool _isArmed;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Lets our own colours through.</summary>
    public bool AllowsColor { get; set; }

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty) return;
        if (!_isArmed && _last is not (':' or '#') && IsHarmless(buffer)) Pass(buffer);
        else WriteFiltered(buffer);
    }

    public override void WriteLine() => Write("\n");

    public override void WriteLine(string? value)
    {
        Write(value is null || !value.Contains('\n', StringComparison.Ordinal) ? value : value.Replace('\n', '?'));
        Write("\n");
    }

    /// <summary>An order to the runner that is meant to be one, with a line feed at its end.</summary>
    public void WriteCommand(string line) => Pass(Printable.Text(line) + '\n');

    public override void Flush() => inner.Flush();

    private bool IsHarmless(ReadOnlySpan<char> text) =>
        ForbiddenCharacters.IndexIn(text, allowLineFeed: true) < 0 && text.IndexOf("##") < 0 && !MayBeginWithColons(text);

    private bool MayBeginWithColons(ReadOnlySpan<char> text)
    {
        if (_isAtStart && text.TrimStart() is [':', ..]) return true;
        for (var rest = text; rest.IndexOf('\n') is >= 0 and var end; rest = rest[(end + 1)..])
            if (rest[(end + 1)..].TrimStart() is [':', ..]) return true;
        return false;
    }

    private void Pass(ReadOnlySpan<char> text)
    {
        var line = text[(text.LastIndexOf('\n') + 1)..];
        _isAtStart = (_isAtStart || line.Length < text.Length) && (line.Trim() is "" or ":");
        _last = text[^1];
        inner.Write(text);
    }

    private void WriteFiltered(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            if (AllowsColor && ColorAt(text[i..]) is > 0 and var color) length = color;
            var piece = text.Slice(i, length);
            var c = text[i];
            // The second of two colons at a line's start, or the bracket behind "##vso".
            var isOrder = (c == ':' && _last == ':' && _isAtStart) || (c == '[' && _isArmed);
            if (isOrder || (length < 3 && ForbiddenCharacters.IndexIn(piece, allowLineFeed: true) >= 0)) shown.Append('?');
            else shown.Append(piece);
            _isAtStart = c == '\n' || (_isAtStart && (char.IsWhiteSpace(c) || (c == ':' && _last != ':')));
            _isArmed = (c == '#' && _last == '#') || (_isArmed && char.IsAsciiLetter(c));
            _last = c;
            i += length - 1;
        }

        inner.Write(shown);
    }

    /// <summary>Length of a colour or of bold at the text's start; 0 for anything else, such as what hides text or moves the cursor.</summary>
    private static int ColorAt(ReadOnlySpan<char> text)
    {
        if (text is not ['\u001b', '[', ..] || text.IndexOf('m') is not (> 2 and < 8 and var end)) return 0;
        foreach (var part in text[2..end].Split(';'))
            if (text[2..end][part] is not ("0" or "1" or "31" or "32" or "33" or "34" or "36")) return 0;
        return end + 1;
    }
}
