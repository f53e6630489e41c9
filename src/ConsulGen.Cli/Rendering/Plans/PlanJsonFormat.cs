using System.Collections.Immutable;
using System.Text.Json;
using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Core.Planning.Risks;
using ConsulGen.Core.Planning.Waves;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Cli.Rendering.Plans;

/// <summary>For programs; <c>schemas/plan.schema.json</c> describes it. Names stay, new ones may come.</summary>
internal sealed class PlanJsonFormat : IPlanFormat
{
    private const int FormatVersion = 1;

    public void Write(Plan plan, Compilation old, Compilation next, TextWriter output)
    {
        var text = new ValueText(old, next);
        JsonText.Write(output, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("format", FormatVersion);
            json.WriteString("verdict", PlanWords.Of(plan.Verdict));
            WriteArray(json, "datacenters", plan.Change.Datacenters, d => WriteDatacenter(json, d));
            WriteArray(json, "errors", plan.Errors, e => WriteMessage(json, e.Rule, e.Span, e.Message, e.Help));
            WriteArray(json, "old_errors", plan.OldErrors, e => WriteMessage(json, e.Rule, e.Span, e.Message, e.Help));
            WriteArray(json, "dangers", plan.Dangers, d => WriteDanger(json, d));
            WriteArray(json, "accepted", plan.Accepted, a => WriteAccepted(json, a));
            WriteArray(json, "changes", plan.Groups, g => WriteGroup(json, g, text));
            WriteFiles(json, "bundle_files", plan.SharedFiles);
            WriteArray(json, "waves", plan.Waves, w => WriteWave(json, w));
            json.WriteEndObject();
        });
    }

    private static void WriteDatacenter(Utf8JsonWriter json, DatacenterChange datacenter)
    {
        json.WriteString("name", datacenter.Name);
        WriteCounts(json, "old", datacenter.Old?.Servers.Length ?? 0, datacenter.Old?.Clients.Length ?? 0);
        WriteCounts(json, "new", datacenter.New?.Servers.Length ?? 0, datacenter.New?.Clients.Length ?? 0);
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, int servers, int clients)
    {
        json.WriteStartObject(name);
        json.WriteNumber("servers", servers);
        json.WriteNumber("clients", clients);
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, string rule, SourceSpan span, string message, string? help)
    {
        json.WriteString("rule", rule);
        WritePlace(json, span);
        json.WriteString("message", message);
        if (help is not null) json.WriteString("help", help);
    }

    private static void WritePlace(Utf8JsonWriter json, SourceSpan span)
    {
        if (!span.Exists) return;
        json.WriteString("path", span.Path);
        json.WriteNumber("line", span.Line);
        json.WriteNumber("column", span.Column);
    }

    private static void WriteDanger(Utf8JsonWriter json, Danger danger)
    {
        json.WriteString("level", PlanWords.Of(danger.Severity));
        WriteMessage(json, danger.Rule, danger.Span, danger.Message, danger.Help);
        WriteStrings(json, "hosts", danger.Hosts);
    }

    private static void WriteAccepted(Utf8JsonWriter json, AcceptedDanger accepted)
    {
        WriteDanger(json, accepted.Danger);
        json.WriteString("reason", accepted.Reason);
        if (accepted.Until is not null) json.WriteString("until", accepted.Until);
    }

    private static void WriteGroup(Utf8JsonWriter json, ChangeGroup group, ValueText text)
    {
        json.WriteString("datacenter", group.Datacenter);
        json.WriteString("role", group.Role);
        json.WriteString("kind", PlanWords.Of(group.Kind));
        json.WriteString("class", Dashed(group.Class));
        WriteStrings(json, "hosts", group.Hosts);
        WriteArray(json, "keys", group.Keys, k => WriteKey(json, k, group.VaryingKeys.Contains(k.Path), text));
        WriteFiles(json, "files", group.Files);
    }

    private static void WriteKey(Utf8JsonWriter json, KeyChange key, bool varies, ValueText text)
    {
        json.WriteString("path", key.Path);
        json.WriteString("class", Dashed(key.Class));
        json.WriteBoolean("varies", varies);
        if (!varies)
        {
            WriteValue(json, "old", key.Old, text);
            WriteValue(json, "new", key.New, text);
        }

        if (key.Note is not null) json.WriteString("note", key.Note);
        if (!key.Span.Exists) return;
        json.WriteStartObject("origin");
        WritePlace(json, key.Span);
        json.WriteEndObject();
    }

    /// <summary>As text, in the form that <c>inspect</c> shows; missing where there is no value.</summary>
    private static void WriteValue(Utf8JsonWriter json, string name, Value? value, ValueText text)
    {
        if (value is not null) json.WriteString(name, text.Of(value));
    }

    private static void WriteWave(Utf8JsonWriter json, Wave wave)
    {
        if (wave.Datacenter.Length > 0) json.WriteString("datacenter", wave.Datacenter);
        json.WriteString("title", wave.Title);
        WriteStrings(json, "notes", wave.Notes);
        WriteArray(json, "steps", wave.Steps, s => WriteStep(json, s));
    }

    private static void WriteStep(Utf8JsonWriter json, Step step)
    {
        json.WriteString("title", step.Title);
        WriteStrings(json, "notes", step.Notes);
        WriteStrings(json, "hosts", step.Hosts);
        WriteStrings(json, "commands", step.Commands);
        WriteStrings(json, "wait_for", step.WaitFor);
        WriteStrings(json, "undo", step.Undo);
        if (step.Quorum is not { } quorum) return;
        json.WriteStartObject("quorum");
        json.WriteNumber("voters_before", quorum.Before.Voters);
        json.WriteNumber("voters_after", quorum.After.Voters);
        json.WriteNumber("lowest_running", quorum.Lowest.RunningVoters);
        json.WriteNumber("lowest_voters", quorum.Lowest.Voters);
        json.WriteNumber("lowest_quorum", quorum.Lowest.Quorum);
        json.WriteBoolean("keeps_quorum", quorum.Lowest.HasQuorum);
        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, string name, IEnumerable<FileChange> files) => WriteArray(json, name, files, f =>
    {
        json.WriteString("kind", PlanWords.Of(f.Kind));
        json.WriteString("path", f.Path);
    });

    private static void WriteStrings(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Dashed(ChangeClass change) => ChangeWords.Of(change).Replace(' ', '-');
}
