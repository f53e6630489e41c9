using System.Runtime.InteropServices;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ConsulGen.Core.Yaml;

/// <summary>
/// Reads one YAML 1.2 document into a tree with exact places. An inventory is plain data: anchors, aliases, merge keys and tags
/// are refused, because a reviewer must see a value where it holds, and because they make small files explode.
/// </summary>
public sealed class YamlReader
{
    /// <summary>Deeper nesting than any inventory needs; deeper input is slow to parse and overflows stacks.</summary>
    public const int MaxDepth = 64;

    private const int FewKeys = 8;

    private readonly SourceText _source;
    private readonly FindingBag _findings;
    private readonly Parser _parser;
    private readonly Scanner _scanner;

    // What is read of mappings and lists that are still open; those within others stand behind theirs.
    private readonly List<YamlEntry> _entries = [];
    private readonly List<YamlNode> _items = [];
    private int _room;

    private YamlReader(SourceText source, FindingBag findings)
    {
        _source = source;
        _findings = findings;
        _scanner = new Scanner(new StringReader(source.Text));
        _parser = new Parser(_scanner);
    }

    /// <summary>The root mapping, or null when the text is not a YAML mapping; findings say why.</summary>
    public static YamlMapping? Read(SourceText source, FindingBag findings)
    {
        var room = Limits.Nodes;
        return Read(source, findings, ref room);
    }

    /// <summary>The same, of one file of several.</summary>
    /// <param name="room">For keys and values, of all files of the inventory.</param>
    public static YamlMapping? Read(SourceText source, FindingBag findings, ref int room)
    {
        var forbidden = ForbiddenCharacters.IndexIn(source.Text, allowLineFeed: true, allowCarriageReturn: true);
        if (forbidden >= 0)
        {
            ReportForbidden(source, forbidden, findings);
            return null;
        }

        var reader = new YamlReader(source, findings) { _room = room };
        try
        {
            var root = reader.ReadDocument();
            room = reader._room;
            return root;
        }
        catch (YamlStop)
        {
            return null;
        }
        catch (YamlException e)
        {
            reader.ReportSyntax(e.Start, e.InnerException?.Message ?? e.Message);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // The parser throws these for some malformed text; where its scanner stands is the place.
            reader.ReportSyntax(reader._scanner.CurrentPosition, "a bracket, a brace or a quote is left open here or above");
            return null;
        }
    }

    private static void ReportForbidden(SourceText source, int index, FindingBag findings)
    {
        var (line, column) = source.PlaceOf(index);
        findings.Add(
            "forbidden-character",
            new SourceSpan(source, line, column, 1),
            $"the character {ForbiddenCharacters.Name(source.Text[index])} stands in the inventory, "
                + "which no configuration file needs and which some programs take for the end of a line",
            "remove it; it was probably pasted from elsewhere");
    }

    private YamlMapping? ReadDocument()
    {
        Expect<StreamStart>();
        if (_parser.Current is StreamEnd)
        {
            _findings.Add("yaml-syntax", new SourceSpan(_source, 1, 1, 1), "the inventory is empty", "start with: consulgen init");
            return null;
        }

        Expect<DocumentStart>();
        var start = Span(Current);
        var root = ReadNode(0);
        while (_parser.MoveNext())
        {
            if (_parser.Current is not DocumentStart second) continue;
            _findings.Add(
                "yaml-syntax",
                Span(second),
                "a second document starts here, but an inventory is one document",
                "use a directory of files instead, or remove the line \"---\"");
            return null;
        }

        if (root is YamlMapping mapping) return mapping;
        _findings.Add(
            "yaml-syntax",
            start,
            "an inventory is a mapping, but this is " + (root is YamlSequence ? "a list" : "a scalar"),
            "start with: consulgen init");
        return null;
    }

    private ParsingEvent Current => _parser.Current ?? throw new InvalidOperationException("the parser gave no event");

    private void Expect<T>()
        where T : ParsingEvent
    {
        if (_parser.Current is null) _parser.MoveNext();
        if (_parser.Current is not T) throw new InvalidOperationException("expected " + typeof(T).Name);
        _parser.MoveNext();
    }

    /// <summary>Reads the node that the current event begins, and leaves the parser at that node's last event.</summary>
    private YamlNode ReadNode(int depth)
    {
        var start = Current;
        if (--_room < 0)
            throw Stop(
                Limits.Rule,
                Span(start),
                $"the inventory has more than {Limits.Count(Limits.Nodes)} keys and values",
                "use ranges of hosts, and set values at the levels above them");
        if (depth > MaxDepth)
            throw Stop(
                "nesting-too-deep",
                Span(start),
                string.Create(CultureInfo.InvariantCulture, $"more than {MaxDepth} levels are nested here"),
                "flatten the inventory");
        switch (start)
        {
            case AnchorAlias alias:
                throw Stop(
                    "yaml-feature",
                    Span(alias),
                    $"the alias \"*{alias.Value}\" stands here, but an inventory has no aliases",
                    "set the value at a level above, from which all below inherit it");
            case NodeEvent { Anchor.IsEmpty: false } anchored:
                throw Stop(
                    "yaml-feature",
                    Span(anchored),
                    $"the anchor \"&{anchored.Anchor}\" stands here, but an inventory has no anchors",
                    "set the value at a level above, from which all below inherit it");
            case NodeEvent { Tag.IsEmpty: false } tagged when tagged.Tag.IsNonSpecific is false:
                throw Stop(
                    "yaml-feature",
                    Span(tagged),
                    $"the tag \"{tagged.Tag.Value.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal)}\" stands here, but an inventory has no tags",
                    "remove the tag; quotes make a string");
            case Scalar scalar:
                return ReadScalar(scalar);
            case SequenceStart:
                return ReadSequence(Span(start), depth);
            case MappingStart mapping:
                return ReadMapping(Span(start), mapping.Style == MappingStyle.Flow, depth);
            default:
                throw new InvalidOperationException("unexpected " + start.GetType().Name);
        }
    }

    private YamlScalar ReadScalar(Scalar scalar) => new(Span(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);

    private YamlSequence ReadSequence(SourceSpan span, int depth)
    {
        var start = _items.Count;
        for (_parser.MoveNext(); Current is not SequenceEnd; _parser.MoveNext()) _items.Add(ReadNode(depth + 1));
        return new YamlSequence(span, TakeFrom(_items, start));
    }

    private YamlMapping ReadMapping(SourceSpan span, bool isFlow, int depth)
    {
        var start = _entries.Count;
        // Of a few keys, looking at each is quicker than a table.
        Dictionary<string, YamlScalar>? keys = null;
        ImmutableArray<YamlEntry>.Builder? duplicates = null;
        for (_parser.MoveNext(); Current is not MappingEnd; _parser.MoveNext())
        {
            var keyNode = ReadNode(depth + 1);
            if (keyNode is not YamlScalar key)
                throw Stop(
                    "yaml-feature",
                    keyNode.Span,
                    "a key must be a plain word, but this is a list or a mapping",
                    "quote a key that starts with \"[\" or \"{\"");
            if (key is { Text: "<<", Plain: true })
                throw Stop(
                    "yaml-feature",
                    key.Span,
                    "a merge key \"<<\" stands here, but an inventory has no merge keys",
                    "set the values at a level above, from which all below inherit them");
            _parser.MoveNext();
            var value = ReadNode(depth + 1);
            if (keys is null && _entries.Count - start >= FewKeys)
                keys = _entries.Skip(start).ToDictionary(e => e.Key.Text, e => e.Key, StringComparer.Ordinal);
            if (First(key.Text) is { } first)
            {
                DuplicateKey.Report(_findings, key, first.Span);
                (duplicates ??= ImmutableArray.CreateBuilder<YamlEntry>()).Add(new YamlEntry(key, value));
                continue;
            }

            _entries.Add(new YamlEntry(key, value));
            keys?.Add(key.Text, key);
        }

        var entries = TakeFrom(_entries, start);
        // Block mappings start where their first key does.
        return new YamlMapping(entries.Length > 0 && !isFlow ? entries[0].Key.Span : span, entries) { Duplicates = duplicates?.ToImmutable() ?? [] };

        YamlScalar? First(string name)
        {
            if (keys is not null) return keys.GetValueOrDefault(name);
            for (var i = start; i < _entries.Count; i++)
                if (_entries[i].Key.Text == name) return _entries[i].Key;
            return null;
        }
    }

    private static ImmutableArray<T> TakeFrom<T>(List<T> open, int start)
    {
        var taken = ImmutableArray.Create(CollectionsMarshal.AsSpan(open)[start..]);
        open.RemoveRange(start, open.Count - start);
        return taken;
    }

    private YamlStop Stop(string rule, SourceSpan span, string message, string help)
    {
        _findings.Add(rule, span, message, help);
        return new YamlStop();
    }

    private SourceSpan Span(ParsingEvent e)
    {
        int line = (int)e.Start.Line, column = (int)e.Start.Column;
        var length = e.End.Line == e.Start.Line
            ? (int)(e.End.Column - e.Start.Column)
            : e is Scalar ? Math.Max(1, _source.Line(line).Length - column + 1) : 1;
        return new SourceSpan(_source, line, column, length);
    }

    private void ReportSyntax(Mark place, string message)
    {
        // A tab in the indentation is reported by the parser at a parent of the line; find the line itself.
        for (var line = (int)place.Line; line <= (int)place.Line + 1; line++)
        {
            var text = _source.Line(line);
            var blank = text.Length - text.TrimStart().Length;
            var tab = text.AsSpan(0, blank).IndexOf('\t');
            if (tab < 0) continue;
            _findings.Add(
                "yaml-syntax",
                new SourceSpan(_source, line, tab + 1, 1),
                "a tab stands in the indentation, where YAML takes only blanks",
                "replace it by blanks");
            return;
        }

        var words = message.Trim().TrimEnd('.');
        if (words.Length > 0) words = char.ToLowerInvariant(words[0]) + words[1..];
        var at = Math.Max(1, (int)place.Line);
        _findings.Add(
            "yaml-syntax",
            new SourceSpan(_source, at, Math.Clamp((int)place.Column, 1, _source.Line(at).Length + 1), 1),
            "this is not YAML: " + words.ReplaceLineEndings(" "),
            "check the indentation and the quotes of this line and of the one above");
    }

    private sealed class YamlStop : Exception;
}
