using System.Xml.Linq;
using ConsulGen.Cli.Rendering;
using ConsulGen.Cli.Rendering.Plans;
using ConsulGen.Core.Consul.Releases.Defaults;
using ConsulGen.Core.Consul.Releases.Faults;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Planning.Catalog;
using ConsulGen.Tests.Linting;
using ConsulGen.Tests.Planning;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Papers;

/// <summary>The tables of <c>docs</c> are made of the catalogues.</summary>
[Collection(InAFolder.Name)]
public sealed class TableTests
{
    [Fact]
    public void lists_the_rules()
    {
        var rows = RuleCatalog.All.Values.Select(r => $"| [{r.Name}](../{RulePage.Paths[r.Name]}) | {FindingWords.Of(r.Severity)} | {r.Title} |\n");
        Paper.CheckPart("docs/rules.md", "rules", "| rule | severity | |\n| --- | --- | --- |\n" + string.Concat(rows));
    }

    [Fact]
    public void lists_the_dangers()
    {
        var rows = DangerCatalog.Rules.Select(r => $"| [{r.Name}](../{DangerPage.Paths[r.Name]}) | {PlanWords.Of(r.Severity)} | {r.Title} |\n");
        Paper.CheckPart("docs/dangers.md", "dangers", "| danger | at worst | |\n| --- | --- | --- |\n" + string.Concat(rows));
    }

    [Fact]
    public void lists_what_the_profiles_change()
    {
        var rows = ProfileCatalog.Rows
            .Select(r => (r.Rule, Cells: $"{Cell(r.Dev)} | {FindingWords.Of(RuleCatalog.All[r.Rule].Severity)} | {Cell(r.Production)}"))
            .Concat(RuleCatalog.All.Values.Where(r => r.IsForProduction).Select(r => (Rule: r.Name, Cells: $"off | off | {FindingWords.Of(r.Severity)}")))
            .OrderBy(r => r.Rule, StringComparer.Ordinal)
            .Select(r => $"| {r.Rule} | {r.Cells} |\n");
        Paper.CheckPart("docs/profiles.md", "profiles", "| rule | dev | default | production |\n| --- | --- | --- | --- |\n" + string.Concat(rows));

        static string Cell(Severity? severity) => severity is { } other ? FindingWords.Of(other) : "";
    }

    [Fact]
    public void lists_the_faults_of_releases()
    {
        var rows = ReleaseFault.All.Select(f => $"| {f.Since} | {f.Fixed} | {f.Where} | {f.Text} | {f.Remedy ?? ""} | {f.Source} |\n");
        const string head = "| since | mended in | met by | what happens | or else | source |\n| --- | --- | --- | --- | --- | --- |\n";
        Paper.CheckPart("docs/known-bad-releases.md", "faults", head + string.Concat(rows));
    }

    [Fact]
    public void lists_the_defaults_that_changed()
    {
        var rows = DefaultChanges.All.Select(d =>
            $"| `{d.Key}` | {d.First} | {string.Join("; ", d.Later.Select(l => $"{l.Value} from {l.Since}"))} | {d.Text} | {d.Remedy} | {d.Source} |\n");
        const string head = "| key | at first | then | what happens | what to do | source |\n| --- | --- | --- | --- | --- | --- |\n";
        Paper.CheckPart("docs/changed-defaults.md", "defaults", head + string.Concat(rows));
    }

    [Fact]
    public void lists_the_keys_of_an_inventory() => Paper.CheckPart("docs/inventory.md", "reference", InventoryReference.Text());

    [Fact]
    public void leaves_no_mapping_out() => Assert.Empty(InventoryReference.LeftOut());

    [Fact]
    public void names_every_package()
    {
        var packages = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion").Select(p => p.Attribute("Include")?.Value);
        var rows = Paper.Text("docs/design.md").Split("\n## Packages\n")[1].Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(2);
        var named = rows.SelectMany(r => r.Split('|')[1].Split(',')).Select(p => p.Trim());
        Assert.Equal(packages.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }
}
