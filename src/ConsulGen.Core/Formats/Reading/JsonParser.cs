using System.Text;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats.Reading;

/// <summary>
/// Reads JSON with the place of every value, which System.Text.Json does not give. Comments and a comma before a closing bracket, which
/// people write and Consul refuses, are read with a finding, and so are keys that stand twice.
/// </summary>
internal sealed class JsonParser(SourceText source, FindingBag findings)
{
    private readonly string _text = source.Text;
    private int _at;
    private int _depth;
    private int _count;
    private bool _saidComment;

    /// <exception cref="SyntaxException">It is no JSON object.</exception>
    public MapValue Document()
    {
        SkipBlanks();
        if (Current != '{') throw Wrong(1, "an object is expected", "begin with {");
        var root = Map();
        SkipBlanks();
        return _at == _text.Length ? root : throw Wrong(1, "something stands behind its end", "remove it");
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private SourceSpan Place(int start) => ConfigText.PlaceOf(source, start, _at - start);

    private Value Value()
    {
        if (++_count > ReadLimits.Values) throw Wrong(1, "it has more values than any configuration of Consul", "split it");
        var start = _at;
        switch (Current)
        {
            case '{':
                return Map();
            case '[':
                return List();
            case '"':
                var text = Text();
                return new ScalarValue(ScalarKind.String, text) { Origin = new Origin(Place(start), "") };
            case '-' or (>= '0' and <= '9'):
                return Number();
        }

        while (char.IsLetterOrDigit(Current) || Current is '_' or '.' or '-') _at++;
        return _text.AsSpan(start, _at - start) switch
        {
            "true" or "false" => new ScalarValue(ScalarKind.Boolean, _text[start.._at]) { Origin = new Origin(Place(start), "") },
            "null" => new ScalarValue(ScalarKind.Null, "null") { Origin = new Origin(Place(start), "") },
            [] => throw Wrong(1, "a value is expected", "write a text, a number, true, false, a list or an object"),
            _ => throw WrongAt(start, "a text stands without quotes", "write it in double quotes"),
        };
    }

    private MapValue Map()
    {
        Deeper();
        var start = _at++;
        var span = Place(start);
        var map = new ObjectBuilder();
        for (SkipBlanks(); Current != '}'; SkipBlanks())
        {
            var keyStart = _at;
            if (Current != '"') throw Wrong(1, "a key in double quotes is expected, or } at the end of the object", "write one, or remove this");
            var key = Text();
            var keySpan = Place(keyStart);
            SkipBlanks();
            if (Current != ':') throw Wrong(1, "a colon is expected behind a key", "write : here");
            _at++;
            SkipBlanks();
            if (!map.Set(new Entry(key, keySpan, Value())))
                findings.Add(
                    ConfigText.FormRule,
                    keySpan,
                    $"the key \"{Shortened.Of(key)}\" stands twice, and Consul takes the last one",
                    "keep one of the two");
            Comma('}', "an object");
        }

        _at++;
        _depth--;
        return map.Build(span);
    }

    private ListValue List()
    {
        Deeper();
        var start = _at++;
        var span = Place(start);
        var items = ImmutableArray.CreateBuilder<Value>();
        for (SkipBlanks(); Current != ']'; SkipBlanks())
        {
            items.Add(Value());
            Comma(']', "a list");
        }

        _at++;
        _depth--;
        return new ListValue(items.DrainToImmutable()) { Origin = new Origin(span, "") };
    }

    private void Comma(char end, string what)
    {
        SkipBlanks();
        if (Current == end) return;
        if (Current != ',') throw Wrong(1, $"{what} goes on without a comma", $"write , between its entries, and {end} at its end");
        var comma = _at++;
        SkipBlanks();
        if (Current != end) return;
        findings.Add(ConfigText.FormRule, ConfigText.PlaceOf(source, comma, 1), $"a comma stands before the end of {what}, which Consul refuses", "remove it");
    }

    private ScalarValue Number()
    {
        var start = _at++;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '.' or '+' or '-') _at++;
        var written = _text[start.._at];
        var isWhole = !written.AsSpan().ContainsAny('.', 'e', 'E');
        var scalar = new ScalarValue(isWhole ? ScalarKind.Integer : ScalarKind.Float, written) { Origin = new Origin(Place(start), "") };
        return Numbers.IsJsonNumber(written) ? scalar : throw WrongAt(start, "this is no number", "write it in double quotes");
    }

    private string Text()
    {
        var start = _at++;
        var text = new StringBuilder();
        for (; Current != '"'; _at++)
        {
            if (_at >= _text.Length || Current == '\n') throw WrongAt(start, "a text does not end", "close it with a double quote on its line");
            if (Current < ' ') throw Wrong(1, "a control character stands in a text", "write it as an escape, such as \\t");
            text.Append(Current == '\\' ? Escape() : Current);
        }

        _at++;
        return text.ToString();
    }

    /// <summary>Leaves the place at its last character.</summary>
    private char Escape()
    {
        _at++;
        if (Current == 'u' && _at + 4 < _text.Length
            && ushort.TryParse(_text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _at += 4;
            return (char)code;
        }

        return Current switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '"' or '\\' or '/' => Current,
            _ => throw new SyntaxException(_at - 1, 2, "this is no escape", "write a backslash as two"),
        };
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (Current is ' ' or '\t' or '\n' or '\r') _at++;
            else if (Current == '#' || _text.AsSpan(_at).StartsWith("//")) SkipComment("\n", needed: false);
            else if (_text.AsSpan(_at).StartsWith("/*")) SkipComment("*/", needed: true);
            else return;
        }
    }

    private void SkipComment(string end, bool needed)
    {
        var start = _at;
        var found = _text.IndexOf(end, start, StringComparison.Ordinal);
        if (found < 0 && needed) throw Wrong(2, "a comment does not end", "close it with */");
        _at = found < 0 ? _text.Length : found + end.Length;
        if (_saidComment) return;
        _saidComment = true;
        findings.Add(ConfigText.FormRule, Place(start), "JSON has no comments, and Consul refuses them", "write the file as HCL, or without comments");
    }

    private void Deeper()
    {
        if (++_depth > ReadLimits.Depth)
            throw Wrong(1, $"more than {ReadLimits.Depth} objects and lists stand within each other", "no configuration of Consul is so deep");
    }

    private SyntaxException WrongAt(int start, string message, string help) => new(start, Math.Max(1, _at - start), message, help);

    private SyntaxException Wrong(int length, string message, string help) => new(_at, length, message, help);
}
