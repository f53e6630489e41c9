using System.Buffers;
using System.Text.Json;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Bundles;

/// <summary>
/// <c>manifest.json</c>: every other file of the bundle with the SHA-256 of its bytes and its mode. It tells the next build
/// which files are ours, and which of them somebody edited. It knows no clock and no machine.
/// </summary>
public sealed record Manifest(IReadOnlyDictionary<string, Manifest.Item> Files)
{
    public const string FileName = "manifest.json";

    private static readonly SearchValues<char> Plain = SearchValues.Create("-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Version of the manifest's own form.</summary>
    public const int FormatVersion = 1;

    /// <summary>Of a file's line without its path; the few lines around them have room in it too.</summary>
    private const int LineLength = 107;

    /// <param name="Sha256">Lower-case hex of the file's bytes.</param>
    /// <param name="Executable">Mode 0755, else 0644.</param>
    public readonly record struct Item(string Sha256, bool Executable);

    /// <summary>The text of the manifest of these files, which are in the order of their paths.</summary>
    public static TextBuilder Write(IReadOnlyList<BundleEntry> files)
    {
        var text = new TextBuilder(files.Sum(f => f.Path.Length + LineLength));
        text.Line("{").Line(string.Create(CultureInfo.InvariantCulture, $"  \"format\": {FormatVersion},")).Line("  \"files\": {");
        for (var i = 0; i < files.Count; i++)
        {
            text.Append("    \"").Append(Escaped(files[i].Path)).Append("\": { \"sha256\": \"").Append(files[i].Sha256);
            text.Append("\", \"mode\": \"").Append(files[i].Executable ? "0755" : "0644").Line(i < files.Count - 1 ? "\" }," : "\" }");
        }

        return text.Line("  }").Line("}");
    }

    /// <summary>Reads a manifest; null when the text is not one that this version wrote.</summary>
    public static Manifest? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.GetProperty("format").GetInt32() != FormatVersion) return null;
            var files = new Dictionary<string, Item>(StringComparer.Ordinal);
            foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
            {
                var hash = file.Value.GetProperty("sha256").GetString();
                if (hash is null || !IsInside(file.Name)) return null;
                files[file.Name] = new Item(hash, file.Value.GetProperty("mode").GetString() == "0755");
            }

            return new Manifest(files);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Paths are made of slugs and of users' folders; most have nothing to escape.</summary>
    private static string Escaped(string path) => path.AsSpan().IndexOfAnyExcept(Plain) < 0 ? path : JsonEncodedText.Encode(path).Value;

    /// <summary>A manifest is committed, so anybody may have written it: a path that leaves the bundle makes it no manifest.</summary>
    private static bool IsInside(string path) =>
        path.Length > 0 && path[0] != '/' && !path.Contains('\0', StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
        && path.Split('/').All(part => part is not ("" or "." or ".."));
}
