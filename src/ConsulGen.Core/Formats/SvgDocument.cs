using System.Text;
using System.Xml;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Formats;

/// <summary>
/// A drawing that stands for itself: no script, no link, no font of its own. Classes are words of the style sheet; texts are any text.
/// </summary>
public sealed class SvgDocument : IDisposable
{
    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;

    public SvgDocument(string cssClass, int width, int height, string title, string style)
    {
        _xml = XmlWriter.Create(_text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true });
        _xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attribute("class", Word(cssClass));
        Attribute("role", "img");
        Attribute("width", width);
        Attribute("height", height);
        Attribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        _xml.WriteElementString("title", Printable.Text(title));
        _xml.WriteElementString("style", "\n" + style);
    }

    public void Rectangle(string cssClass, int x, int y, int width, int height, int radius = 0)
    {
        Start("rect", cssClass);
        Attribute("x", x);
        Attribute("y", y);
        Attribute("width", width);
        Attribute("height", height);
        if (radius > 0) Attribute("rx", radius);
        _xml.WriteEndElement();
    }

    /// <param name="steps">What the attribute <c>d</c> takes: letters and numbers.</param>
    public void Path(string cssClass, string steps)
    {
        Start("path", cssClass);
        Attribute("d", PlainWord.IsMadeOf(steps, " -") ? steps : throw new ArgumentException($"\"{steps}\" is no path", nameof(steps)));
        _xml.WriteEndElement();
    }

    /// <param name="full">What a reader sees who points at the text; null where that is all of it.</param>
    public void Text(string cssClass, int x, int y, string text, string? full = null)
    {
        Start("text", cssClass);
        Attribute("x", x);
        Attribute("y", y);
        _xml.WriteString(Printable.Text(text));
        if (full is not null) _xml.WriteElementString("title", Printable.Text(full));
        _xml.WriteEndElement();
    }

    /// <summary>The document; nothing can be added any more.</summary>
    public string Close()
    {
        _xml.WriteEndElement();
        _xml.Flush();
        return _text.Append('\n').ToString();
    }

    public void Dispose() => _xml.Dispose();

    private static string Word(string word) =>
        PlainWord.IsMadeOf(word, "-_ ") ? word : throw new ArgumentException($"\"{word}\" is no class", nameof(word));

    private void Start(string name, string cssClass)
    {
        _xml.WriteStartElement(name);
        Attribute("class", Word(cssClass));
    }

    private void Attribute(string name, int value) => Attribute(name, value.ToString(CultureInfo.InvariantCulture));

    private void Attribute(string name, string value) => _xml.WriteAttributeString(name, value);
}
