using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>Writes one JSON document, indented, with line feeds on every machine.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, Action<Utf8JsonWriter> document)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options)) document(json);
        output.Write(Escaped(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length)));
        output.Write('\n');
    }

    /// <summary>The writer leaves characters as they are that turn the reading direction; only strings can have one.</summary>
    private static string Escaped(string json)
    {
        if (ForbiddenCharacters.IndexIn(json, allowLineFeed: true) < 0) return json;
        var escaped = new StringBuilder(json.Length);
        foreach (var rune in json.EnumerateRunes())
            if (rune.IsBmp && ForbiddenCharacters.IndexIn([(char)rune.Value], allowLineFeed: true) >= 0)
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                escaped.Append(rune.ToString());
        return escaped.ToString();
    }
}
