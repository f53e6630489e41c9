using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Core.Planning.Raft;
using ConsulGen.Core.Planning.Waves;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Cli.Rendering.Plans;

/// <summary>For people: the verdict, the dangers, what changes on which hosts, and the steps.</summary>
internal sealed class PlanTextFormat(bool color) : IPlanFormat
{
    /// <summary>Of a value; a longer one is cut.</summary>
    private const int MaxValue = 60;

    private readonly PlaceText _text = new(color);

    public void Write(Plan plan, Compilation old, Compilation next, TextWriter output)
    {
        output.WriteLine($"{Title("plan")}: {_text.Paint(Verdict(plan), Tone(plan.Verdict))}");
        if (PlanWords.OldErrors(plan) is { } errors) output.WriteLine("  " + errors);
        foreach (var datacenter in plan.Change.Datacenters) WriteDatacenter(datacenter, output);
        WriteDangers(plan, old, next, output);
        WriteGroups(plan, new ValueText(old, next), output);
        WriteWaves(plan, output);
    }

    private static string Verdict(Plan plan) => plan.Verdict switch
    {
        Core.Planning.Verdict.NoChange => "nothing changes",
        Core.Planning.Verdict.Safe => "safe",
        Core.Planning.Verdict.Procedure when plan.AcceptsBlock => "not safe, and accepted",
        Core.Planning.Verdict.Procedure => "safe in the order of its steps",
        _ => plan.Errors.IsEmpty ? "blocked" : FormattableString.Invariant($"blocked: the new inventory has {Counted.Of(plan.Errors.Length, "error")}"),
    };

    private static void WriteDatacenter(DatacenterChange datacenter, TextWriter output)
    {
        var (before, after) = (PlanWords.Servers(datacenter.Old), PlanWords.Servers(datacenter.New));
        var servers = datacenter.Old is null
            ? $"new, {after}"
            : datacenter.New is null ? $"goes, had {before}"
            : before == after ? after
            : $"{before} -> {after}";
        var (clientsBefore, clientsAfter) = (datacenter.Old?.Clients.Length ?? 0, datacenter.New?.Clients.Length ?? 0);
        var clients = clientsBefore == clientsAfter
            ? Counted.Of(clientsAfter, "client")
            : FormattableString.Invariant($"{clientsBefore} -> {Counted.Of(clientsAfter, "client")}");
        output.WriteLine($"  {datacenter.Name}: {servers}, {clients}");
    }

    private void WriteDangers(Plan plan, Compilation old, Compilation next, TextWriter output)
    {
        if (plan.Errors.Length + plan.Dangers.Length + plan.Accepted.Length == 0) return;
        output.WriteLine();
        var source = new MaskedSource(old, next);
        var findings = new TextFormat(color);
        foreach (var error in plan.Errors) findings.Write(error, source, output);
        foreach (var danger in plan.Dangers) WriteDanger(danger, PlanWords.Of(danger.Severity), source, output);
        foreach (var accepted in plan.Accepted)
        {
            WriteDanger(accepted.Danger, $"accepted {PlanWords.Of(accepted.Danger.Severity)}", source, output);
            _text.WriteNote("reason", accepted.Reason + (accepted.Until is null ? "" : $" (until {accepted.Until})"), output);
        }
    }

    private void WriteDanger(Danger danger, string word, MaskedSource source, TextWriter output)
    {
        _text.WriteHead(danger.Span, word, Tone(danger.Severity), danger.Rule, danger.Message, source, output);
        _text.WriteNote("hosts", HostNames.Short(danger.Hosts), output);
        _text.WriteNote("help", danger.Help, output);
    }

    private void WriteGroups(Plan plan, ValueText text, TextWriter output)
    {
        if (plan.Groups.Length + plan.SharedFiles.Length == 0) return;
        output.WriteLine();
        output.WriteLine(Title("changes"));
        foreach (var group in plan.Groups) WriteGroup(group, text, output);
        if (!plan.SharedFiles.IsEmpty) output.WriteLine($"  bundle: {Files(plan.SharedFiles)}");
    }

    private void WriteGroup(ChangeGroup group, ValueText text, TextWriter output)
    {
        var what = group.Kind switch
        {
            HostChangeKind.Added => _text.Paint("added", "32"),
            HostChangeKind.Removed => _text.Paint("removed", "31"),
            _ => _text.Paint(ChangeWords.Of(group.Class), Tone(group.Class)),
        };
        output.WriteLine($"  {group.Datacenter} {PlanWords.Role(group.Role, group.Hosts.Length)} {HostNames.Short(group.Hosts)}: {what}");
        var width = group.Keys.IsEmpty ? 0 : Math.Min(40, group.Keys.Max(k => k.Path.Length));
        foreach (var key in group.Keys)
        {
            var values = group.VaryingKeys.Contains(key.Path) ? "(differs from host to host)" : $"{Value(key.Old, text)} -> {Value(key.New, text)}";
            var from = key.Span.Exists ? FormattableString.Invariant($"  {key.Span.Path}:{key.Span.Line}") : "";
            output.WriteLine(
                $"    {Printable.Text(key.Path).PadRight(width)}  {ChangeWords.Of(key.Class)}: {values}{from}{(key.Note is null ? "" : $" ({key.Note})")}");
        }

        if (!group.Files.IsEmpty) output.WriteLine($"    files: {Files(group.Files)}");
    }

    private void WriteWaves(Plan plan, TextWriter output)
    {
        if (plan.Waves.IsEmpty) return;
        output.WriteLine();
        output.WriteLine(Title(plan.Verdict == Core.Planning.Verdict.Blocked ? "the safe way, in steps" : "steps"));
        var number = 0;
        foreach (var wave in plan.Waves)
        {
            output.WriteLine($"  {_text.Paint(wave.Datacenter.Length == 0 ? wave.Title : $"{wave.Datacenter}: {wave.Title}", "1")}");
            foreach (var note in wave.Notes) output.WriteLine("       " + Printable.Text(note));
            foreach (var step in wave.Steps) WriteStep(++number, step, output);
        }
    }

    private void WriteStep(int number, Step step, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"  {number,3}. {Printable.Text(step.Title + PlanWords.Where(step))}"));
        foreach (var note in step.Notes) output.WriteLine("       " + Printable.Text(note));
        if (step.Quorum is { } quorum) output.WriteLine($"       {_text.Paint("voters:", "36")} {Voters(quorum)}");
        foreach (var command in step.Commands) output.WriteLine("       $ " + Printable.Text(command));
        foreach (var wait in step.WaitFor) output.WriteLine($"       {_text.Paint("wait:", "36")} {Printable.Text(wait)}");
        foreach (var undo in step.Undo) output.WriteLine($"       {_text.Paint("back:", "36")} {Printable.Text(undo)}");
    }

    private static string Voters(QuorumEffect quorum) =>
        quorum.Lowest.Voters == 0 ? FormattableString.Invariant($"{quorum.Before.Voters} -> {quorum.After.Voters}") : FormattableString.Invariant(
        $"{quorum.Before.Voters} -> {quorum.After.Voters}; at worst {quorum.Lowest.RunningVoters} of {quorum.Lowest.Voters} run, {Rest(quorum.Lowest)}");

    private static string Rest(RaftCluster lowest) => lowest.HasQuorum
        ? FormattableString.Invariant($"quorum {lowest.Quorum}, may lose {lowest.Tolerance} more")
        : FormattableString.Invariant($"quorum {lowest.Quorum}: writes stop");

    private static string Files(IEnumerable<FileChange> files) =>
        string.Join(", ", files.Select(f => (f.Kind switch { FileChangeKind.Added => "+", FileChangeKind.Removed => "-", _ => "" }) + f.Path));

    private static string Value(Value? value, ValueText text)
    {
        if (value is null) return "(none)";
        return Shortened.Of(text.Of(value), MaxValue);
    }

    private string Title(string text) => _text.Paint(text, "1");

    private static string Tone(Verdict verdict) => verdict switch
    {
        Core.Planning.Verdict.Blocked => "31;1",
        Core.Planning.Verdict.Procedure => "33;1",
        _ => "32;1",
    };

    private static string Tone(DangerSeverity level) => level switch
    {
        DangerSeverity.Block => "31;1",
        DangerSeverity.Procedure or DangerSeverity.Warning => "33;1",
        _ => "34;1",
    };

    private static string Tone(ChangeClass change) => change switch
    {
        ChangeClass.NotInPlace => "31",
        ChangeClass.Procedure or ChangeClass.Restart => "33",
        _ => "32",
    };
}
