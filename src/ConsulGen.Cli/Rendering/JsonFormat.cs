using System.Text.Json;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Cli.Rendering;

/// <summary>
/// For programs: <c>{ "findings": [ { "path", "line", "column", "length", "severity", "rule", "message", "help" } ] }</c>,
/// in the order of the text form. <c>line</c>, <c>column</c> and <c>path</c> are missing where a finding has no place.
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
            json.WriteNumber("line", finding.Span.Line);
            json.WriteNumber("column", finding.Span.Column);
            json.WriteNumber("length", finding.Span.Length);
        }

        json.WriteString("severity", Words.Of(finding.Severity));
        json.WriteString("rule", finding.Rule);
        json.WriteString("message", finding.Message);
        if (finding.Help is not null) json.WriteString("help", finding.Help);
        json.WriteEndObject();
    }
}
