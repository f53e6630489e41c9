using System.Globalization;
using System.Xml.Linq;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Rendering;

/// <summary>JUnit's XML, read back.</summary>
public class JUnitTests
{
    public static TheoryData<string> Inventories => [.. Reports.Names];

    [Theory]
    [MemberData(nameof(Inventories))]
    public void has_a_case_for_each_finding(string name)
    {
        var report = Reports.Of(name, "junit");
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites>\n", report, StringComparison.Ordinal);
        var suite = Assert.Single(XDocument.Parse(report).Element("testsuites")?.Elements() ?? []);
        var findings = Reports.Findings(name);
        var cases = suite.Elements("testcase").ToList();
        Assert.Equal(Math.Max(1, findings.Count), cases.Count);
        Assert.Equal(["name", "tests", "failures", "errors", "skipped", "time"], suite.Attributes().Select(a => a.Name.LocalName));
        Assert.Equal(
            (cases.Count, suite.Descendants("failure").Count(), 0, 0),
            (Number(suite, "tests"), Number(suite, "failures"), Number(suite, "errors"), Number(suite, "skipped")));
        Assert.Equal(cases.Count, cases.Select(c => (c.Attribute("classname")?.Value, c.Attribute("name")?.Value)).Distinct().Count());
        foreach (var (finding, test) in findings.Zip(cases))
        {
            Assert.StartsWith(
                FormattableString.Invariant($"{finding.Rule} at {finding.Line}:{finding.Column}"),
                test.Attribute("name")?.Value,
                StringComparison.Ordinal);
            var outcome = Assert.Single(test.Elements());
            Assert.Equal(finding.Severity == "error" ? "failure" : "system-out", outcome.Name.LocalName);
            if (finding.Severity == "error") Assert.Equal(["message", "type"], outcome.Attributes().Select(a => a.Name.LocalName));
        }

        // Read one after the other, the cases are the report for people.
        Assert.Equal(Reports.Of(name, "text"), string.Concat(cases.SelectMany(c => c.Elements()).Select(o => o.Value)));
    }

    [Fact]
    public void a_clean_inventory_is_a_case_that_passes()
    {
        var suite = Assert.Single(XDocument.Parse(Reports.Of("clean", "junit")).Descendants("testsuite"));
        Assert.Equal(("quiet", 1, 0), (suite.Attribute("name")?.Value, Number(suite, "tests"), Number(suite, "failures")));
        Assert.Empty(Assert.Single(suite.Elements()).Elements());
    }

    [Fact]
    public void each_inventory_is_a_suite()
    {
        using var scratch = new ScratchFolder();
        var yaml = Reports.Inventory("clean");
        var files = new[] { scratch.Write("a/x.yml", yaml), scratch.Write("b/x.yml", yaml), scratch.Write("c/x.yml", "- no mapping\n") };
        var suites = XDocument.Parse(Tool.Run(["lint", "--format", "junit", .. files]).Out).Descendants("testsuite").ToList();
        Assert.Equal(["quiet", "quiet", files[2]], suites.Select(s => s.Attribute("name")?.Value));
        Assert.Equal(files, suites.Select(s => s.Element("testcase")?.Attribute("classname")?.Value));
    }

    private static int Number(XElement element, string name) => int.Parse(element.Attribute(name)?.Value ?? "", CultureInfo.InvariantCulture);
}
