using System.Text.Json;
using ConsulGen.Cli.Rendering;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Rendering;

/// <summary>Paths, regions and fingerprints, by which a consumer finds the line and knows the finding again.</summary>
[Collection(InAFolder.Name)]
public class PlaceTests
{
    [Theory]
    [InlineData("prod.yml", "prod.yml", "prod.yml")]
    [InlineData("./inventories//./prod.yml", "inventories/prod.yml", "inventories/prod.yml")]
    [InlineData("../other/prod.yml", "../other/prod.yml", "../other/prod.yml")]
    [InlineData("a b/c#d?e%20é.yml", "a b/c#d?e%20é.yml", "a%20b/c%23d%3Fe%2520%C3%A9.yml")]
    [InlineData("file:x/y.yml", "file:x/y.yml", "file%3Ax/y.yml")]
    [InlineData("/srv/a b.yml", "/srv/a b.yml", "file:///srv/a%20b.yml")]
    [InlineData("//srv/./a.yml", "/srv/a.yml", "file:///srv/a.yml")]
    [InlineData("C:/a b/c.yml", "C:/a b/c.yml", "file:///C:/a%20b/c.yml")]
    public void a_path_has_one_form(string path, string plain, string uri)
    {
        Assert.Equal((plain, uri), (ReportPath.Plain(path), ReportPath.Uri(plain)));
        Assert.True(Uri.IsWellFormedUriString(uri, UriKind.RelativeOrAbsolute));
    }

    [Theory]
    [InlineData(1, 4, 2, 6)]
    [InlineData(1, 4, 99, 7)]
    [InlineData(1, 7, 1, 7)]
    [InlineData(1, 9, 1, 9)]
    [InlineData(1, 1, 0, 2)]
    [InlineData(2, 1, 1, 1)]
    public void a_region_ends_with_its_line(int line, int column, int length, int end) =>
        Assert.Equal(new Region(line, column, end), Region.Of(new SourceSpan(new SourceText("x", "a: bcd\n"), line, column, length)));

    [Fact]
    public void what_has_no_place_is_shown_at_the_start()
    {
        Assert.Equal(new Region(1, 1, 1), Region.Of(SourceSpan.None));
        Assert.Equal("inventory.yml", ReportPath.Of(SourceSpan.None, Inputs.Compile(Reports.Inventory("clean"))));
    }

    [Theory]
    [InlineData("gitlab")]
    [InlineData("sarif")]
    public void a_fingerprint_stays_when_lines_move(string format)
    {
        var yaml = Reports.Inventory("mistakes");
        var moved = "# a new line\n\n" + yaml.Replace("datacenters:", "\n\ndatacenters:", StringComparison.Ordinal);
        Assert.NotEmpty(Fingerprints(yaml, format));
        Assert.Equal(Fingerprints(yaml, format), Fingerprints(moved, format));
    }

    [Fact]
    public void two_inventories_share_no_fingerprint_and_one_path_has_one()
    {
        using var scratch = new ScratchFolder();
        scratch.Write("a.yml", Reports.Inventory("mistakes"));
        scratch.Write("b/c d.yml", Reports.Inventory("mistakes"));
        var folder = scratch.Path;
        var plain = Report(folder, "a.yml", "b/c d.yml");
        Assert.Equal(plain, Report(folder, "./a.yml", "b//c d.yml"));
        Assert.Equal(plain.Select(p => p.Fingerprint), plain.Select(p => p.Fingerprint).Distinct());
        Assert.Equal(["a.yml", "b/c d.yml"], plain.Select(p => p.Path).Distinct());
    }

    private static List<(string? Path, string? Fingerprint)> Report(string folder, params string[] files)
    {
        var ran = InAFolder.Run(folder, ["lint", "--format", "gitlab", .. files]);
        using var json = JsonDocument.Parse(ran.Out);
        return [.. json.RootElement.EnumerateArray().Select(e =>
            (e.GetProperty("location").GetProperty("path").GetString(), e.GetProperty("fingerprint").GetString()))];
    }

    private static List<string?> Fingerprints(string yaml, string format)
    {
        using var json = JsonDocument.Parse(Reports.OfText(yaml, format));
        return format == "gitlab"
            ? [.. json.RootElement.EnumerateArray().Select(e => e.GetProperty("fingerprint").GetString())]
            : [.. json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(r => r
                .GetProperty("partialFingerprints")
                .GetProperty("primaryLocationLineHash")
                .GetString())];
    }
}
