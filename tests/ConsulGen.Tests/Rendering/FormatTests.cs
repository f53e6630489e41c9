using ConsulGen.Cli.Rendering;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Rendering;

/// <summary>What holds for every form of findings; and the reports of the cases, as they are committed.</summary>
public class FormatTests
{
    private const string Secret = "c2VjcmV0IHNlY3JldCBzZWNyZXQ";

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var name in Reports.CaseNames)
                foreach (var format in FindingsFormats.Names)
                    cases.Add(name, format);
            return cases;
        }
    }

    public static TheoryData<string> Formats => [.. FindingsFormats.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void reports(string name, string format)
    {
        var version = Tool.Run("--version").Out.Split(' ')[1];
        var report = Reports.Of(name, format).Replace($"\"version\": \"{version}\"", "\"version\": \"(that of consulgen)\"", StringComparison.Ordinal);
        Golden.CheckFile(Path.Join(Reports.CaseFolder, name, $"expected.{format}"), report);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void a_long_line_is_cut_between_characters(int indent)
    {
        var smiles = string.Concat(Enumerable.Repeat("😀", 150));
        var yaml =
            $"datacenters: {{ dc1: {{ servers: {{ hosts: {{ a: {{ vars: {{ a: \"{new string('x', indent)}{smiles}\", b: \"{smiles}\" }}, zoom: x, "
                + $"address: 10.0.0.1 }} }} }} }} }}\n";
        var shown = Tool.RunWith(yaml + $"vars: {{ a: \"{new string('x', indent)}{smiles}\" }} # {smiles}\nzoom: {smiles}{smiles}\n", "lint", "-").Out;
        Assert.Contains("😀", shown, StringComparison.Ordinal);
        Assert.Equal(shown, new string([.. shown.EnumerateRunes().SelectMany(r => r.ToString())]));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void the_help_names_it(string format) => Assert.Matches($@"--format[^-]*\b{format}\b", Tool.Run("lint", "--help").Out);

    [Theory]
    [MemberData(nameof(Cases))]
    public void has_no_character_that_steers_what_reads_it(string name, string format)
    {
        var report = Reports.Of(name, format);
        Assert.DoesNotContain(report, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain('\ufeff', report);
        Assert.True(report.Length == 0 || report.EndsWith('\n'), "no line feed at the end");
        Assert.DoesNotContain('\ufffd', report);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void has_no_secret(string name, string format)
    {
        var report = Reports.Of(name, format);
        Assert.DoesNotContain(Secret, report, StringComparison.Ordinal);
        // Its halves, where it stands on two lines.
        Assert.DoesNotContain(Secret[..12], report, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret[^15..], report, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void does_not_change_with_a_secret(string format)
    {
        foreach (var name in new[] { "secrets", "not-yaml" })
        {
            var yaml = Reports.Inventory(name);
            var other = yaml.Replace("c2VjcmV0", "b3RoZXIg", StringComparison.Ordinal);
            Assert.NotEqual(yaml, other);
            Assert.Equal(Reports.OfText(yaml, format), Reports.OfText(other, format));
        }
    }
}
