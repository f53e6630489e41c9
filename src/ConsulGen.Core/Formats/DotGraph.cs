using ConsulGen.Core.Text;

namespace ConsulGen.Core.Formats;

/// <summary>A directed graph in DOT, the language of Graphviz. Names of nodes and attributes are words; values are any text.</summary>
public sealed class DotGraph
{
    private readonly TextBuilder _text = new();
    private int _depth = 1;

    public DotGraph(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Line($"digraph {Quoted(name)} {{");
        Default("graph", attributes);
    }

    /// <summary>What holds for the graph or the box (<c>graph</c>), for all nodes (<c>node</c>) or all arrows (<c>edge</c>) that follow.</summary>
    public void Default(string kind, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        // The word alone is a mistake.
        if (!attributes.IsEmpty) Statement(Word(kind), attributes);
    }

    /// <summary>Opens a box around what follows.</summary>
    public void Open(string id, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Indent().Line($"subgraph {Cluster(id)} {{");
        _depth++;
        Default("graph", attributes);
    }

    public void Close()
    {
        _depth--;
        Indent().Line("}");
    }

    public void Node(string id, params ReadOnlySpan<(string Name, string Value)> attributes) => Statement(Word(id), attributes);

    public void Arrow(string from, string to, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Statement($"{Word(from)} -> {Word(to)}", attributes);

    /// <summary>The name of a box where an attribute asks for it.</summary>
    public static string Cluster(string id) => "cluster_" + Word(id);

    /// <summary>Lines of a label.</summary>
    public static string Lines(params IEnumerable<string> lines) => string.Join('\n', lines.Select(Printable.Text));

    /// <summary>The graph; nothing can be added any more.</summary>
    public override string ToString() => _text.Line("}").ToString();

    /// <summary>
    /// In quotes, where Graphviz replaces <c>\N</c> and its like by names, and <c>&amp;lt;</c> and its like by characters.
    /// </summary>
    public static string Quoted(string text)
    {
        var lines = text.Split('\n').Select(line => Printable.Text(line)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("&", "&amp;", StringComparison.Ordinal));
        return $"\"{string.Join("\\n", lines)}\"";
    }

    private void Statement(string subject, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Indent().Append(subject);
        for (var i = 0; i < attributes.Length; i++)
            _text.Append(i == 0 ? " [" : ", ").Append(Word(attributes[i].Name)).Append('=').Append(Quoted(attributes[i].Value));
        _text.Line(attributes.IsEmpty ? ";" : "];");
    }

    private static string Word(string word) =>
        PlainWord.IsMadeOf(word, "_") ? word : throw new ArgumentException($"\"{word}\" is no name in a graph", nameof(word));

    private TextBuilder Indent() => _text.Append(' ', 2 * _depth);
}
