using System.Globalization;
using System.Text;
using System.Xml;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>
/// JUnit's XML: a suite for each inventory, a case for each finding. An error is a failure; what does not fail the gate by default
/// passes, and stands in the case's output. A clean inventory is one case that passes, since dashboards take an empty suite for a
/// job that did not run. Times are 0: a report says the same each time.
/// </summary>
internal sealed class JUnitFormat : IFindingsFormat
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    private readonly TextFormat _text = new(color: false);

    public void Write(IReadOnlyList<Compilation> compilations, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("testsuites");
            foreach (var compilation in compilations) Write(compilation, xml);
            xml.WriteEndElement();
        }

        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Write('\n');
    }

    private void Write(Compilation compilation, XmlWriter xml)
    {
        var path = ReportPath.Of(compilation);
        xml.WriteStartElement("testsuite");
        Attribute("name", compilation.Topology?.Name ?? path, xml);
        Attribute("tests", Number(Math.Max(1, compilation.Findings.Length)), xml);
        Attribute("failures", Number(compilation.Findings.Count(IsFailure)), xml);
        Attribute("errors", "0", xml);
        Attribute("skipped", "0", xml);
        Attribute("time", "0", xml);
        if (compilation.Findings.IsEmpty) WriteCase(path, "no findings", xml);
        var source = new MaskedSource(compilation);
        var names = new Dictionary<(string Path, string Name), int>();
        foreach (var finding in compilation.Findings)
        {
            var key = (Path: ReportPath.Of(finding.Span, compilation), Name: Name(finding));
            var number = names[key] = names.GetValueOrDefault(key) + 1;
            WriteCase(key.Path, number == 1 ? key.Name : $"{key.Name} ({Number(number)})", xml, () => WriteOutcome(finding, source, xml));
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(string path, string name, XmlWriter xml, Action? outcome = null)
    {
        xml.WriteStartElement("testcase");
        Attribute("classname", path, xml);
        Attribute("name", name, xml);
        Attribute("time", "0", xml);
        outcome?.Invoke();
        xml.WriteEndElement();
    }

    private void WriteOutcome(Finding finding, MaskedSource source, XmlWriter xml)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        _text.Write(finding, source, text);
        xml.WriteStartElement(IsFailure(finding) ? "failure" : "system-out");
        if (IsFailure(finding))
        {
            Attribute("message", finding.Message, xml);
            Attribute("type", finding.Rule, xml);
        }

        xml.WriteString(text.ToString());
        xml.WriteEndElement();
    }

    private static bool IsFailure(Finding finding) => finding.Severity == Severity.Error;

    private static string Name(Finding finding) =>
        finding.Span.Exists ? FormattableString.Invariant($"{finding.Rule} at {finding.Span.Line}:{finding.Span.Column}") : finding.Rule;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>XML has no form at all for most controls: one that came through would make the whole report unreadable.</summary>
    private static void Attribute(string name, string text, XmlWriter xml) => xml.WriteAttributeString(name, Printable.Text(text));
}
