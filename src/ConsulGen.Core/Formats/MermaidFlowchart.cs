using System.Text;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Formats;

/// <summary>The outline of a node in a flowchart.</summary>
public enum MermaidShape
{
    Rectangle,
    Rounded,
    Stadium,
    Hexagon,
    Cylinder,
}

/// <summary>A flowchart of Mermaid, which GitHub and GitLab draw. Ids and classes are words of letters and digits; labels are any text.</summary>
public sealed class MermaidFlowchart
{
    private readonly TextBuilder _text = new();
    private int _depth = 1;

    /// <param name="direction"><c>TB</c> or <c>LR</c>.</param>
    public MermaidFlowchart(string direction) => _text.Line("flowchart " + Word(direction));

    public void Open(string id, string label)
    {
        Indent().Line($"subgraph {Word(id)}[{Quoted(label)}]");
        _depth++;
    }

    public void Close()
    {
        _depth--;
        Indent().Line("end");
    }

    public void Node(string id, MermaidShape shape, string cssClass, params IEnumerable<string> lines)
    {
        var (open, close) = shape switch
        {
            MermaidShape.Rounded => ("(", ")"),
            MermaidShape.Stadium => ("([", "])"),
            MermaidShape.Hexagon => ("{{", "}}"),
            MermaidShape.Cylinder => ("[(", ")]"),
            _ => ("[", "]"),
        };
        Indent().Line($"{Word(id)}{open}{Quoted(lines)}{close}{(cssClass.Length == 0 ? "" : ":::" + Word(cssClass))}");
    }

    public void Arrow(string from, string to, bool bothWays = false, bool hasHead = true, params IEnumerable<string> label)
    {
        var shaft = bothWays ? "<-->" : hasHead ? "-->" : "---";
        Indent().Line($"{Word(from)} {shaft}{(label.Any() ? $"|{Quoted(label)}|" : "")} {Word(to)}");
    }

    /// <param name="style">Properties of CSS, comma between them.</param>
    public void Class(string name, string style) => Indent().Line($"classDef {Word(name)} {PlainWord.OneLine(style)}");

    /// <summary>The chart; nothing can be added any more.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>
    /// Any text as it stands in a label. Mermaid looks for entities, its own directives, HTML, Markdown and lines of styles before it
    /// looks for quotes: what is no letter, digit or harmless sign is a number.
    /// </summary>
    public static string Label(string text)
    {
        // Quotes with nothing in them are a mistake to it.
        if (text.Length == 0) return " ";
        var label = new StringBuilder(text.Length);
        foreach (var rune in Printable.Text(text).EnumerateRunes())
            if (IsHarmless(rune)) label.Append((char)rune.Value);
            else label.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        // A line with one of these words, a colon and a number sign loses a semicolon.
        return label.Replace("style", "#115;tyle").Replace("classDef", "#99;lassDef").ToString();
    }

    private static bool IsHarmless(Rune rune) =>
        rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || " .,:/()[]+-_=~".Contains((char)rune.Value, StringComparison.Ordinal));

    private static string Quoted(params IEnumerable<string> lines) => $"\"{string.Join("<br/>", lines.Select(Label))}\"";

    private static string Word(string word) =>
        PlainWord.IsMadeOf(word, "") ? word : throw new ArgumentException($"\"{word}\" is no name in a flowchart", nameof(word));

    private TextBuilder Indent() => _text.Append(' ', 2 * _depth);
}
