using System.Collections.Immutable;
using ConsulGen.Core;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Waves;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering.Plans;

/// <summary>
/// For a comment on a pull request: the verdict, how far it reaches, the dangers, a picture, the hosts, and the steps folded away.
/// What users wrote stands in code spans.
/// </summary>
internal sealed class PlanMarkdownFormat : IPlanFormat
{
    public void Write(Plan plan, Compilation old, Compilation next, TextWriter output)
    {
        output.WriteLine($"## Consul plan: {Verdict(plan)}");
        output.WriteLine();
        output.WriteLine(Reach(plan));
        if (PlanWords.OldErrors(plan) is { } errors) output.Write($"\nNote that {errors}.\n");
        WriteDangers(plan, output);
        if (!plan.Groups.IsEmpty)
        {
            output.WriteLine();
            output.Write(PlanPicture.Of(plan));
            WriteHosts(plan.Groups, output);
        }

        WriteSteps(plan, output);
    }

    private static string Verdict(Plan plan) => plan.Verdict switch
    {
        Core.Planning.Verdict.NoChange => "nothing changes",
        Core.Planning.Verdict.Safe => "✅ safe",
        Core.Planning.Verdict.Procedure when plan.AcceptsBlock => "⚠️ not safe, and accepted",
        Core.Planning.Verdict.Procedure => "⚠️ safe in the order of its steps",
        _ => plan.Errors.IsEmpty ? "⛔ blocked" : "⛔ blocked, the new inventory has " + Counted.Of(plan.Errors.Length, "error"),
    };

    /// <summary>How many hosts are touched, and how hard.</summary>
    private static string Reach(Plan plan)
    {
        var parts = plan.Groups
            .GroupBy(g => (g.Kind, Class: g.Kind == HostChangeKind.Changed ? g.Class : ChangeClass.NoEffect))
            .OrderByDescending(g => g.Key.Class)
            .Select(g => FormattableString.Invariant(
                $"{g.Sum(x => x.Hosts.Length)} {(g.Key.Kind == HostChangeKind.Changed ? ChangeWords.Of(g.Key.Class) : PlanWords.Of(g.Key.Kind))}"));
        var hosts = plan.Groups.Sum(g => g.Hosts.Length);
        return hosts == 0 ? "No host is touched." : FormattableString.Invariant($"Touches {Counted.Of(hosts, "host")}: {string.Join(", ", parts)}.");
    }

    private static void WriteDangers(Plan plan, TextWriter output)
    {
        if (plan.Errors.Length + plan.Dangers.Length + plan.Accepted.Length == 0) return;
        output.WriteLine();
        foreach (var error in plan.Errors) output.WriteLine($"- **error** `{error.Rule}` at {Place(error.Span)}: {Markdown.Code(error.Message)}");
        foreach (var danger in plan.Dangers)
        {
            output.WriteLine($"- **{PlanWords.Of(danger.Severity)}** `{danger.Rule}` at {Place(danger.Span)}: {Markdown.Code(danger.Message)}");
            output.WriteLine($"  - hosts: {Markdown.Code(HostNames.Short(danger.Hosts))}");
            output.WriteLine($"  - {Markdown.Code(danger.Help)}");
        }

        foreach (var accepted in plan.Accepted)
            output.WriteLine(
                $"- accepted {PlanWords.Of(accepted.Danger.Severity)} "
                    + $"`{accepted.Danger.Rule}`{(accepted.Until is null ? "" : $" until {Markdown.Code(accepted.Until)}")}: {Markdown.Code(accepted.Reason)}");
    }

    private static void WriteHosts(ImmutableArray<ChangeGroup> groups, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| datacenter | role | hosts | what | keys |");
        output.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var group in groups)
        {
            var keys = string.Join(", ", group.Keys.Select(k => Markdown.TableCell(k.Path)));
            var what = group.Kind != HostChangeKind.Changed ? PlanWords.Of(group.Kind) : ChangeWords.Of(group.Class);
            output.WriteLine(
                $"| {Markdown.TableCell(group.Datacenter)} | {PlanWords.Role(group.Role, 1)} | {Markdown.TableCell(HostNames.Short(group.Hosts))} | "
                    + $"{what} | {keys} |");
        }
    }

    private static void WriteSteps(Plan plan, TextWriter output)
    {
        if (plan.Waves.IsEmpty) return;
        output.WriteLine();
        var lead = plan.Verdict == Core.Planning.Verdict.Blocked ? "The safe way, in " : "";
        output.WriteLine($"<details><summary>{lead}{Counted.Of(plan.Waves.Sum(w => w.Steps.Length), "step")}</summary>");
        var number = 0;
        foreach (var wave in plan.Waves)
        {
            output.WriteLine();
            output.WriteLine($"**{(wave.Datacenter.Length == 0 ? "" : Markdown.Code(wave.Datacenter) + ": ")}{wave.Title}**");
            output.WriteLine();
            foreach (var note in wave.Notes) output.WriteLine($"- {Markdown.Code(note)}");
            if (!wave.Notes.IsEmpty) output.WriteLine();
            foreach (var step in wave.Steps) WriteStep(++number, step, output);
        }

        output.WriteLine();
        output.WriteLine("</details>");
    }

    private static void WriteStep(int number, Step step, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{number}. {Markdown.Code(step.Title + PlanWords.Where(step))}"));
        foreach (var note in step.Notes) output.WriteLine($"   - {Markdown.Code(note)}");
        if (!step.Commands.IsEmpty)
        {
            output.WriteLine("   ```sh");
            foreach (var command in step.Commands) output.WriteLine("   " + Printable.Text(command));
            output.WriteLine("   ```");
        }

        foreach (var wait in step.WaitFor) output.WriteLine($"   - wait: {Markdown.Code(wait)}");
        foreach (var undo in step.Undo) output.WriteLine($"   - back: {Markdown.Code(undo)}");
    }

    private static string Place(SourceSpan span) =>
        span.Exists ? Markdown.Code(FormattableString.Invariant($"{span.Path}:{span.Line}:{span.Column}")) : "the inventory";
}
