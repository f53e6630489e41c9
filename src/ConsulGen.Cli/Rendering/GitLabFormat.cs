using System.Text.Json;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Cli.Rendering;

/// <summary>GitLab's code quality report: an array, empty when there is nothing to say. Equal fingerprints would be one finding there.</summary>
internal sealed class GitLabFormat : IFindingsFormat
{
    public void Write(IReadOnlyList<Compilation> compilations, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var tracked in Fingerprints.Track(compilations)) Write(tracked, json);
        json.WriteEndArray();
    });

    private static void Write(TrackedFinding tracked, Utf8JsonWriter json)
    {
        var finding = tracked.Finding;
        json.WriteStartObject();
        json.WriteString("description", FindingWords.WithHelp(finding, "; "));
        json.WriteString("check_name", finding.Rule);
        json.WriteString("fingerprint", tracked.Fingerprint);
        json.WriteString("severity", Degree(finding.Severity));
        json.WriteStartObject("location");
        json.WriteString("path", tracked.Path);
        json.WriteStartObject("lines");
        json.WriteNumber("begin", Region.Of(finding.Span).Line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Degree(Severity severity) => severity switch
    {
        Severity.Error => "major",
        Severity.Warning => "minor",
        _ => "info",
    };
}
