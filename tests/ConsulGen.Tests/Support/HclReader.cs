using System.Globalization;
using System.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Tests.Support;

/// <summary>
/// Reads the part of HCL 1 that we write, strictly: attributes one a line, no blocks, no heredocs, and no dollar in a string. It does
/// not share a line with the writer, so that the two can check each other.
/// </summary>
internal sealed class HclReader
{
    private readonly string _text;
    private int _at;

    private HclReader(string text) => _text = text;

    public static MapValue Read(string text) => new HclReader(text).Document();

    private MapValue Document()
    {
        SkipComments();
        var root = Attributes(end: '\0');
        return _at == _text.Length ? root : throw Expected("the end");
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private void SkipComments()
    {
        while (Current is '#' or '\n')
        {
            while (Current is not ('\n' or '\0')) _at++;
            _at++;
        }
    }

    private MapValue Attributes(char end)
    {
        var entries = new List<(string Key, Value Value)>();
        SkipBlanks();
        while (Current != end)
        {
            var key = Current == '"' ? Text() : Bare();
            if (entries.Exists(e => e.Key == key)) throw new FormatException($"\"{key}\" stands twice");
            Take(" = ");
            entries.Add((key, Value()));
            Take("\n");
            SkipBlanks();
        }

        return MapValue.InOrder(entries);
    }

    private Value Value() => Current switch
    {
        '"' => ScalarValue.Of(Text()),
        '{' => Map(),
        '[' => List(),
        _ => Bare() switch
        {
            "true" => ScalarValue.Of(true),
            "false" => ScalarValue.Of(false),
            var number => Number(number),
        },
    };

    private MapValue Map()
    {
        Take("{");
        if (Current == '\n') _at++;
        var map = Attributes(end: '}');
        Take("}");
        return map;
    }

    private ListValue List()
    {
        Take("[");
        var items = new List<Value>();
        SkipBlanks();
        while (Current != ']')
        {
            items.Add(Value());
            if (Current == ',') _at++;
            else if (Current != ']') throw Expected("a comma");
            SkipBlanks();
        }

        Take("]");
        return new ListValue([.. items]);
    }

    private string Text()
    {
        Take("\"");
        var text = new StringBuilder();
        while (Current != '"')
        {
            var c = Current;
            if (c is '$' || char.IsControl(c)) throw Expected("an escape");
            _at++;
            text.Append(c == '\\' ? Escape() : c);
        }

        _at++;
        return text.ToString();
    }

    private char Escape()
    {
        var c = Current;
        _at++;
        if (c != 'u')
        {
            return c switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '"' or '\\' => c,
                _ => throw Expected("an escape of HCL 1"),
            };
        }

        var code = _text.Substring(_at, 4);
        _at += 4;
        return (char)int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static ScalarValue Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? new ScalarValue(ScalarKind.Integer, text)
            : new ScalarValue(ScalarKind.Float, double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));

    private string Bare()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-' or '.' or '+') _at++;
        return _at > start ? _text[start.._at] : throw Expected("a key or a value");
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\n') _at++;
    }

    private void Take(string text)
    {
        if (string.CompareOrdinal(_text, _at, text, 0, text.Length) != 0) throw Expected($"\"{text}\"");
        _at += text.Length;
    }

    private FormatException Expected(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"expected {what} at {_at}: {_text[Math.Max(0, _at - 20)..Math.Min(_text.Length, _at + 20)]}"));
}
