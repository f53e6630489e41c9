using System.Text.Json;
using System.Text.RegularExpressions;
using ConsulGen.Core;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Formats.Reading;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace ConsulGen.Tests.Fuzzing;

/// <summary>
/// Hostile texts in the place of any string of an inventory: they are refused, or every file has them as a value, and nothing else is
/// different from the bundle of the same inventory with a harmless text. How many, <c>CONSULGEN_FUZZ</c> says.
/// </summary>
public sealed partial class InjectionTests
{
    private const string Harmless = "zqabcqz";

    private static readonly string[] Hostile =
    [
        "\"", "'", "`", "\\", "\\\"", "\\n", "\n", "\r", "\r\n", "\t", "\0", "%", "%n", "%%", "$", "$$", "$HOME", "$(id)", "`id`", "${", ";", " ; ",
        "#", " #",
        "{{", "}}", "{{ 1 }}", "{%", "{", "}", "[", "]", "]]>", "<script>", "&amp;", "--", "-->", "|", "||", "&&", ">", "<", "*", "?", "!", "~", "^", ":",
        ": ", "=", ",",
        "::error ::x", "##[error]", "\u001b[31m", "\u009b31m", "\u202e", "\u2066", "\u200b", "\ufeff", "\u0085", "\u2028", "\u2029",
        "\u3000", "\u00a0", "\ud83d\ude00",
        "\nExecStartPost=/bin/id\n", "\";}server{listen 1;", "\nuser = \"root\"\n", "'; id; '", "\"\n}\n", "\\x41", "\\", "x\\",
    ];

    [Fact]
    public void no_text_becomes_anything_but_a_value()
    {
        var (failed, built, refused) = (new List<string>(), 0, 0);
        for (var seed = Fuzz.First; seed < Fuzz.First + Fuzz.Count && failed.Count < 10; seed++)
        {
            if (Compile(Inventory(seed, Harmless)).Build() is not { } harmless) continue;
            var text = "zq" + Hostile[seed % Hostile.Length] + "qz";
            if (Compile(Inventory(seed, text)).Build() is not { } hostile)
            {
                refused++;
                continue;
            }

            built++;
            try
            {
                Compare([.. harmless.Files], [.. hostile.Files], text);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failed.Add($"=== seed {seed}, {JsonSerializer.Serialize(text)}: {e.Message}\n{Inventory(seed, text)}");
            }
        }

        Assert.True(failed.Count == 0, string.Join("\n", failed));
        Assert.True(built > Fuzz.Count / 200 && refused > Fuzz.Count / 200, $"{built} built, {refused} refused");
    }

    private static string Inventory(int seed, string text)
    {
        var random = new Random(seed);
        return new RandomInventory(seed, 2) { String = other => random.Next(3) == 0 ? text : other }.Text();
    }

    private static Compilation Compile(string text) => Compilation.Run([new SourceText("inventory.yml", text)], "inventory");

    private static void Compare(BundleFile[] harmless, BundleFile[] hostile, string text)
    {
        Assert.Equal(harmless.Length, hostile.Length);
        foreach (var (a, b) in harmless.Zip(hostile.OrderBy(f => Array.FindIndex(harmless, h => h.Path == f.Path))))
        {
            if (a.Path != b.Path || a.Path == "manifest.json") continue;
            if (Values(a) is { } before && Values(b) is { } after)
                Equal(
                    a.Path,
                    before.Select(v => v.Replace(Harmless, text, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
                    after.Order(StringComparer.Ordinal));
            else Equal(a.Path, Shape(a.Text), Shape(b.Text));
        }
    }

    private static void Equal(string path, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (a, b) = (expected.ToList(), actual.ToList());
        var at = a.Zip(b).TakeWhile(p => p.First == p.Second).Count();
        if (a.Count == b.Count && at == a.Count) return;
        throw new InvalidOperationException($"{path}: {a.ElementAtOrDefault(at)}\n  is {b.ElementAtOrDefault(at)}");
    }

    /// <summary>Lines with what stands around the text, but for quotes and checksums.</summary>
    private static IEnumerable<string> Shape(string text) =>
        Marked().Replace(Checksum().Replace(text, "#"), "@").Split('\n').Select(l => Quotes().Replace(l, ""));

    /// <summary>Keys and strings of a file in a language that a strict reader of another author's reads; null for others.</summary>
    private static IEnumerable<string>? Values(BundleFile file) => Path.GetExtension(file.Path) switch
    {
        ".json" => OfJson(JsonDocument.Parse(file.Text).RootElement),
        ".hcl" => OfValue(file.Path.StartsWith("acl/", StringComparison.Ordinal) ? Policy(file) : HclReader.Read(file.Text)),
        ".yml" or ".yaml" => OfYaml(file.Text),
        _ => null,
    };

    /// <summary>Policies have blocks with labels, which the configuration of agents has not.</summary>
    private static MapValue Policy(BundleFile file)
    {
        var findings = new FindingBag();
        var read = ConfigText.Read(new SourceText(file.Path, file.Text), findings);
        return read is not null && findings.Findings.Count == 0 ? read : throw new InvalidOperationException($"{file.Path} is no HCL:\n{file.Text}");
    }

    private static IEnumerable<string> OfJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => OfJson(p.Value).Prepend(p.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(OfJson),
        _ => [json.ToString()],
    };

    private static IEnumerable<string> OfValue(Value value) => value switch
    {
        MapValue map => map.Entries.SelectMany(e => OfValue(e.Value).Prepend(e.Key)),
        ListValue list => list.Items.SelectMany(OfValue),
        _ => [value.ToString() ?? ""],
    };

    private static IEnumerable<string> OfYaml(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents.SelectMany(d => d.AllNodes).OfType<YamlScalarNode>().Select(n => Unescaped(n.Value ?? ""));
    }

    /// <summary>Prometheus finds tags with a regular expression.</summary>
    private static string Unescaped(string text) => text.StartsWith("(?s)", StringComparison.Ordinal) ? Escape().Replace(text, "$1") : text;

    [GeneratedRegex(@"\\(\W)")]
    private static partial Regex Escape();

    [GeneratedRegex("zq.*?(qz|\\.\\.\\.)", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Checksum();

    [GeneratedRegex("[\"'`\\\\ ]")]
    private static partial Regex Quotes();
}
