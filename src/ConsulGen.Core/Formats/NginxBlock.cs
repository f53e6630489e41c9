using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>A block of nginx's configuration, or a whole file (<see cref="File"/>): directives, blocks and comments in order.</summary>
public sealed class NginxBlock
{
    private const int Indent = 2;

    private readonly string _head;
    private readonly List<Item> _items = [];

    /// <summary>A block such as <c>upstream NAME { … }</c>.</summary>
    public NginxBlock(string name, params ReadOnlySpan<string> words) => _head = Directive(name, words);

    private NginxBlock() => _head = "";

    /// <summary>The top of a file: what is in it stands in no braces.</summary>
    public static NginxBlock File() => new();

    /// <summary>Adds a directive; the words are quoted where they need it.</summary>
    public NginxBlock Add(string name, params ReadOnlySpan<string> words) => Add(new Item(name, Directive(name, words)));

    /// <summary>Adds a directive whose words are nginx's own text, with variables.</summary>
    public NginxBlock AddRaw(string name, string rawWords) => Add(RawItem(name, rawWords));

    public NginxBlock Add(NginxBlock block) => Add(new Item("", "", Block: block));

    public NginxBlock Comment(string comment) => Add(new Item("", "", Comment: comment));

    /// <summary>
    /// Applies what the user says in nginx's own words: a text replaces all uses of the directive in this block, a list gives it several,
    /// null removes it; true and false are <c>on</c> and <c>off</c>.
    /// </summary>
    public void Override(MapValue overrides)
    {
        foreach (var entry in overrides.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            ImmutableArray<string> values = entry.Value is ScalarValue { Kind: ScalarKind.Boolean } flag
                ? [flag.Text == "true" ? "on" : "off"]
                : RawValues.Of(entry);
            // Every directive that a server of a stream may have takes a word.
            if (values.Contains("")) throw new ArgumentException($"\"{entry.Key}\" has no value");
            var at = _items.FindIndex(i => string.Equals(i.Name, entry.Key, StringComparison.Ordinal));
            _items.RemoveAll(i => string.Equals(i.Name, entry.Key, StringComparison.Ordinal));
            _items.InsertRange(at < 0 ? _items.Count : at, values.Select(v => RawItem(entry.Key, v)));
        }
    }

    public string Write(string? comment = null)
    {
        var text = new TextBuilder();
        Comments.WriteHeader(text, comment);
        if (_head.Length == 0) WriteItems(text, 0);
        else WriteBlock(text, 0);
        return text.ToString();
    }

    private void WriteBlock(TextBuilder text, int indent)
    {
        text.Append(' ', indent).Append(_head).Line(" {");
        WriteItems(text, indent + Indent);
        text.Append(' ', indent).Line("}");
    }

    private void WriteItems(TextBuilder text, int indent)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            var item = _items[i];
            var afterComment = i > 0 && _items[i - 1].Comment is not null;
            if (i > 0 && !afterComment && (item.Block is not null || item.Comment is not null || _items[i - 1].Block is not null)) text.Line();
            if (item.Block is { } block) block.WriteBlock(text, indent);
            else if (item.Comment is { } comment) Comments.Write(text, comment, indent);
            else text.Append(' ', indent).Append(item.Text).Line(";");
        }
    }

    private NginxBlock Add(Item item)
    {
        _items.Add(item);
        return this;
    }

    private static Item RawItem(string name, string rawWords) =>
        new(name, rawWords.Length == 0 ? Name(name) : $"{Name(name)} {Nginx.RawWords(rawWords)}");

    private static string Directive(string name, ReadOnlySpan<string> words)
    {
        var text = new TextBuilder().Append(Name(name));
        foreach (var word in words) text.Append(' ').Append(Nginx.Word(word));
        return text.ToString();
    }

    private static string Name(string name) =>
        PlainWord.IsMadeOf(name, "_") ? name : throw new ArgumentException($"\"{name}\" is not a directive of nginx's", nameof(name));

    private readonly record struct Item(string Name, string Text, NginxBlock? Block = null, string? Comment = null);
}
