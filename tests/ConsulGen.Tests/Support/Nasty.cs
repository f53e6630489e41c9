namespace ConsulGen.Tests.Support;

/// <summary>Texts that break formats: always the same ones, so that a failure comes back.</summary>
internal static class Nasty
{
    private static readonly string[] Pieces =
    [
        "a", "B", "0", "x y", " ", "  ", "-", "--", ".", "..", "/", ":", ";", " ;", "#", " #", "'", "\"", "`", "``", "\\", "\\\\", "\\n",
        "$", "${", "$$", "$HOME",
        "{", "}", "{{", "}}", "%", "%%", "%s", "%H", "%(x)s", "[", "]", "(", ")", "<", ">", "|", "&", "*", "?", "!", "~", "^", "=", ",",
        "@", "+", "null", "yes",
        "\u00a0", "é", "日本", "\u2003", "\ud83d\ude00", "\ue000", "\uf8ff", "\u00ad", "\u0301",
    ];

    private static readonly string[] Controls = ["\t", "\n", "\r", "\r\n", "\x01", "\x1b", "\x7f", "\u0085", "\u009f", "\u2028", "\u2029", "\ufeff"];

    /// <summary>Texts without a control character, for the formats that have no form for it.</summary>
    public static IReadOnlyList<string> Lines(int count, int seed = 1) => Texts(count, seed, Pieces);

    public static IReadOnlyList<string> Texts(int count, int seed = 1) => Texts(count, seed, [.. Pieces, .. Controls]);

    private static List<string> Texts(int count, int seed, string[] pieces)
    {
        // Each piece alone and at both ends first, for what only a border does.
        var texts = pieces.SelectMany(p => new[] { p, $"x{p}", $"{p}x" }).Prepend("").ToList();
        var random = new Random(seed);
        while (texts.Count < count) texts.Add(string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => pieces[random.Next(pieces.Length)])));
        return texts;
    }
}
