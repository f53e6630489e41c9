using System.Security.Cryptography;
using System.Text;

namespace ConsulGen.Core.Formats;

/// <summary>Names that are safe as a file's name on every system and as a word in every format.</summary>
public static class Slug
{
    private const int Longest = 63;
    private const int HashLength = 8;

    /// <summary>
    /// The text itself when it is safe, else its safe part and a part of its hash. Different texts have different slugs: a text that
    /// looks like a slug with a hash gets a hash too.
    /// </summary>
    public static string Of(string text)
    {
        var name = Safe(text);
        if (string.Equals(name, text, StringComparison.Ordinal) && name.Length is > 0 and <= Longest && !EndsAsHashed(name)) return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
        if (name.Length > Longest - HashLength - 1) name = name[..(Longest - HashLength - 1)];
        return $"{(name.Length == 0 ? "x" : name)}-{hash}";
    }

    private static string Safe(string text)
    {
        var name = string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = char.IsAsciiLetterOrDigit(from[i]) || from[i] is '.' or '_' or '-' ? from[i] : '-';
        }).TrimStart('.', '-');

        // Windows drops a dot at the end, and opens a device for its name with any extension.
        if (name.EndsWith('.')) name = name.TrimEnd('.') + "-";
        return IsDevice(name) ? name.Replace('.', '-') + "-" : name;
    }

    private static bool IsDevice(string name)
    {
        var stem = name.AsSpan();
        if (stem.IndexOf('.') is >= 0 and var dot) stem = stem[..dot];
        return stem.Length switch
        {
            3 => Is(stem, "con") || Is(stem, "prn") || Is(stem, "aux") || Is(stem, "nul"),
            4 => char.IsAsciiDigit(stem[3]) && (Is(stem[..3], "com") || Is(stem[..3], "lpt")),
            _ => false,
        };
    }

    private static bool Is(ReadOnlySpan<char> text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool EndsAsHashed(string name)
    {
        if (name.Length <= HashLength || name[^(HashLength + 1)] != '-') return false;
        foreach (var c in name.AsSpan(name.Length - HashLength))
            if (!char.IsAsciiHexDigitLower(c)) return false;
        return true;
    }
}
