using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats.Reading;

/// <summary>
/// Reads HCL 1 as Consul does: attributes and blocks, which mean the same; labels, each of which is a map around the block; commas
/// between entries, which mean nothing. A block that stands several times becomes a list of maps.
/// </summary>
internal sealed class HclParser
{
    private readonly SourceText _source;
    private readonly HclScanner _scanner;
    private HclToken _token;
    private int _depth;
    private int _count;

    public HclParser(SourceText source)
    {
        _source = source;
        _scanner = new HclScanner(source.Text);
    }

    /// <exception cref="SyntaxException">It is no HCL.</exception>
    public MapValue Document()
    {
        Take();
        return Entries(HclTokenKind.End, new SourceSpan(_source, 1, 1, 1));
    }

    private string Text => _source.Text.Substring(_token.Start, _token.Length);

    private SourceSpan Place => ConfigText.PlaceOf(_source, _token.Start, _token.Length);

    private void Take() => _token = _scanner.Next();

    private MapValue Entries(HclTokenKind end, SourceSpan span)
    {
        var map = new ObjectBuilder();
        while (_token.Kind != end)
        {
            map.Add(Entry(end));
            if (_token.Kind == HclTokenKind.Comma) Take();
        }

        return map.Build(span);
    }

    private Entry Entry(HclTokenKind end)
    {
        if (++_count > ReadLimits.Values) throw Wrong("it has more keys than any configuration of Consul", "split it");
        var (key, span) = Key(end);
        switch (_token.Kind)
        {
            case HclTokenKind.Assign:
                Take();
                return new Entry(key, span, Value());
            case HclTokenKind.OpenBrace:
                return new Entry(key, span, Map());
            case HclTokenKind.Identifier or HclTokenKind.Text:
                // A label: the block stands in a map below it.
                Deeper();
                var inner = Labelled(end);
                _depth--;
                return new Entry(key, span, MapValue.Sorted([inner], new Origin(inner.KeySpan, "")));
            default:
                throw Wrong($"the key \"{Shortened.Of(key)}\" wants a value: expected = or a block", "write = between key and value");
        }
    }

    private Entry Labelled(HclTokenKind end)
    {
        if (++_count > ReadLimits.Values) throw Wrong("it has more keys than any configuration of Consul", "split it");
        var (key, span) = Key(end);
        if (_token.Kind == HclTokenKind.OpenBrace) return new Entry(key, span, Map());
        if (_token.Kind is not (HclTokenKind.Identifier or HclTokenKind.Text)) throw Wrong("a block is expected behind a label", "write { here");
        Deeper();
        var inner = Labelled(end);
        _depth--;
        return new Entry(key, span, MapValue.Sorted([inner], new Origin(inner.KeySpan, "")));
    }

    private (string Key, SourceSpan Span) Key(HclTokenKind end)
    {
        var key = _token.Kind switch
        {
            HclTokenKind.Identifier => (Text, Place),
            HclTokenKind.Text => (HclLiterals.Text(Text, _token.Start), Place),
            HclTokenKind.End => throw Wrong("a block does not end", "close it with }"),
            _ => throw Wrong($"a key is expected{(end == HclTokenKind.End ? "" : ", or } at the end of the block")}", "write one, or remove this"),
        };
        Take();
        return key;
    }

    private Value Value()
    {
        var origin = new Origin(Place, "");
        Value value;
        switch (_token.Kind)
        {
            case HclTokenKind.OpenBrace:
                return Map();
            case HclTokenKind.OpenBracket:
                return List();
            case HclTokenKind.Text:
                value = new ScalarValue(ScalarKind.String, HclLiterals.Text(Unix(Text), _token.Start)) { Origin = origin };
                break;
            case HclTokenKind.HereDocument:
                value = new ScalarValue(ScalarKind.String, HclLiterals.HereDocument(Unix(Text))) { Origin = origin };
                break;
            case HclTokenKind.Boolean:
                value = new ScalarValue(ScalarKind.Boolean, Text) { Origin = origin };
                break;
            case HclTokenKind.Number when HclLiterals.Number(Text) is { } number:
                value = new ScalarValue(number.Kind, number.Text) { Origin = origin };
                break;
            case HclTokenKind.Identifier:
                throw Wrong("a text stands without quotes", "write it in double quotes");
            default:
                throw Wrong("a value is expected", "write a text, a number, true, false, a list or a block");
        }

        Take();
        return value;
    }

    private MapValue Map()
    {
        Deeper();
        var span = Place;
        Take();
        var map = Entries(HclTokenKind.CloseBrace, span);
        Take();
        _depth--;
        return map;
    }

    private ListValue List()
    {
        Deeper();
        var origin = new Origin(Place, "");
        Take();
        var items = ImmutableArray.CreateBuilder<Value>();
        while (_token.Kind != HclTokenKind.CloseBracket)
        {
            if (++_count > ReadLimits.Values) throw Wrong("it has more values than any configuration of Consul", "split it");
            items.Add(Value());
            // Several are as one.
            if (_token.Kind == HclTokenKind.Comma) TakeCommas();
            else if (_token.Kind != HclTokenKind.CloseBracket) throw Wrong("a list goes on without a comma", "write , between its items, and ] at its end");
        }

        Take();
        _depth--;
        return new ListValue(items.DrainToImmutable()) { Origin = origin };
    }

    private void TakeCommas()
    {
        while (_token.Kind == HclTokenKind.Comma) Take();
    }

    private void Deeper()
    {
        if (++_depth > ReadLimits.Depth)
            throw Wrong($"more than {ReadLimits.Depth} maps and lists stand within each other", "no configuration of Consul is so deep");
    }

    /// <summary>A line end of Windows is one line feed to HCL.</summary>
    private static string Unix(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private SyntaxException Wrong(string message, string help) => new(_token.Start, _token.Length, message, help);
}
