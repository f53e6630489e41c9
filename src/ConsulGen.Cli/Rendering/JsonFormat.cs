using System.Text.Json;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>
/// For programs: <c>{ "findings": [ { "path", "line", "column", "length", "severity", "rule", "message", "help", "fix" } ] }</c>,
/// in the order of the text form, as <c>schemas/findings.schema.json</c> explains it.
/// </summary>
internal sealed class JsonFormat : IFindingsFormat
{
    public void Write(IReadOnlyList<Compilation> compilations, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("findings");
        foreach (var finding in compilations.SelectMany(c => c.Findings)) Write(finding, json);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Finding finding, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (finding.Span.Exists)
        {
            json.WriteString("path", finding.Span.Path);
            WritePlace(finding.Span, json);
        }

        json.WriteString("severity", FindingWords.Of(finding.Severity));
        json.WriteString("rule", finding.Rule);
        json.WriteString("message", finding.Message);
        if (finding.Help is not null) json.WriteString("help", finding.Help);
        if (finding.Fix is { } fix)
        {
            json.WriteStartObject("fix");
            WritePlace(fix.Span, json);
            json.WriteString("text", fix.Text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WritePlace(SourceSpan span, Utf8JsonWriter json)
    {
        json.WriteNumber("line", span.Line);
        json.WriteNumber("column", span.Column);
        json.WriteNumber("length", span.Length);
    }
}
