using System.Text;
using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Fuzzing;

/// <summary>What slips, merges and hostile people do to a file: a few changes of an inventory that was whole.</summary>
internal static partial class Mutation
{
    private static readonly string[] Odd =
    [
        "\t", "\u3000", "\\x41", "\u0085", "\u2028", "\u202e", "\u200b", "\0", "::error ::x", "]]>", "<script>", "%n", "$(id)", "`id`", "';", "\" ;", "*/",
        "--", "${",
        "${vars.v}", "$${", "{{", "}}", "#", " #", "|", ">", "&a", "*a", "!t", "yes", "0x1f", "1e9", "-1", "99999999999999999999",
        "../..", "//", "CON", "é", "😀",
        .. Nasty.Texts(0),
    ];

    private const string Signs = "{}[]:,-#&*!|>'\"%@` \nab1\t\r?~";

    public static string Of(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--) text = Once(text, random);
        return text;
    }

    private static string Once(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var line = random.Next(lines.Count);
        switch (random.Next(10))
        {
            case 0: lines.RemoveAt(line); break;
            case 1: lines.Insert(line, lines[random.Next(lines.Count)]); break;
            case 2: (lines[line], lines[^1]) = (lines[^1], lines[line]); break;
            case 3: lines[line] = new string(' ', random.Next(6)) + lines[line].TrimStart(); break;
            case 4: lines[line] = Word().Replace(lines[line], m => random.Next(3) == 0 ? Case(m.Value, random) : m.Value); break;
            case 5: lines[line] = Word().Replace(lines[line], m => random.Next(4) == 0 ? $"\"{m.Value}\"" : m.Value); break;
            case 6: lines[line] = lines[line].Replace("\"", "", StringComparison.Ordinal); break;
            case 7: lines[line] = Word().Replace(lines[line], m => random.Next(4) == 0 ? Odd[random.Next(Odd.Length)] : m.Value); break;
            case 8:
                var place = random.Next(lines[line].Length + 1);
                lines[line] = lines[line].Insert(place, Odd[random.Next(Odd.Length)]);
                break;
            default:
                if (lines[line].Length > 0) lines[line] = lines[line].Remove(random.Next(lines[line].Length), 1);
                break;
        }

        return string.Join('\n', lines);
    }

    /// <summary>Texts of no form at all, and such as begin like one.</summary>
    public static byte[] Bytes(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[random.Next(400)];
        random.NextBytes(bytes);
        if (seed % 3 == 0) for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)Signs[bytes[i] % Signs.Length];
        if (seed % 3 != 1) return bytes;
        var text = Encoding.UTF8.GetBytes(new RandomInventory(seed).Text());
        for (var i = random.Next(1, 8); i > 0; i--) text[random.Next(text.Length)] = (byte)random.Next(256);
        return text;
    }

    private static string Case(string word, Random random) =>
        random.Next(2) == 0 ? word.ToUpperInvariant() : char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex("[A-Za-z0-9_./-]+")]
    private static partial Regex Word();
}
