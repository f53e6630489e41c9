using ConsulGen.Core.Planning;
using ConsulGen.Core.Text;

namespace ConsulGen.Tests.Planning;

/// <summary>The waves of a plan as the cases show them: all that they say, hosts as they are.</summary>
internal static class WaveText
{
    public static string Of(Plan plan)
    {
        var text = new TextBuilder();
        text.Line(plan.Verdict.ToString());
        foreach (var wave in plan.Waves)
        {
            text.Line().Line(wave.Datacenter.Length > 0 ? $"{wave.Datacenter}: {wave.Title}" : wave.Title);
            foreach (var note in wave.Notes) text.Line("  note: " + note);
            foreach (var step in wave.Steps) Write(text, step);
        }

        return text.ToString();
    }

    private static void Write(TextBuilder text, Step step)
    {
        text.Line("  - " + step.Title);
        if (!step.Hosts.IsEmpty) text.Line("    on: " + string.Join(' ', step.Hosts));
        if (step.Quorum is { } quorum)
            text.Line(FormattableString.Invariant($"    voters: {quorum.Before.Voters} to {quorum.After.Voters}, at worst {quorum.Lowest.RunningVoters} of {quorum.Lowest.Voters} run"));
        Write(text, "note", step.Notes);
        Write(text, "do", step.Commands);
        Write(text, "wait", step.WaitFor);
        Write(text, "undo", step.Undo);
    }

    private static void Write(TextBuilder text, string name, IEnumerable<string> lines)
    {
        foreach (var line in lines) text.Line($"    {name}: {line}");
    }
}
