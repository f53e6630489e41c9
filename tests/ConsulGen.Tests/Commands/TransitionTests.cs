using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Transitions;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>
/// Transitions as data: a folder <c>Cases/transition/KIND-CASE</c> has two inventories, each a file or a folder, what the command says
/// of them and the files that it writes.
/// </summary>
public sealed class TransitionTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public static TheoryData<string> Cases => [.. All];

    public static TheoryData<string> Written => [.. All.Where(c => !c.Contains("-refused-", StringComparison.Ordinal))];

    private static string CasesFolder { get; } = Repository.PathOf("tests/ConsulGen.Tests/Cases/transition");

    private static IEnumerable<string> All => Directory.GetDirectories(CasesFolder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void writes_its_phases_or_says_why_not(string name)
    {
        var (old, next) = Inventories(name);

        var result = Tool.Run("transition", Kind(name), old, next, "-o", _scratch["out"]);

        var shown = FormattableString.Invariant($"{result.Out}{result.Error}exit code {result.Code}\n")
            .Replace(_scratch.Path + "/", "", StringComparison.Ordinal)
            .Replace(Path.Join(CasesFolder, name) + "/", "", StringComparison.Ordinal);
        Golden.CheckFile(Path.Join(CasesFolder, name, "expected.txt"), shown);
        Golden.Check(Path.Join(CasesFolder, name, "expected"), Files(_scratch["out"]));
        Assert.Equal(name.Contains("-refused-", StringComparison.Ordinal), !Directory.Exists(_scratch["out"]));
    }

    [Fact]
    public void every_kind_is_written_and_refused() =>
        Assert.All(
            TransitionCatalog.All,
            t => Assert.Equal(
                [false, true],
                All.Where(c => Kind(c) == t.Name).Select(c => c.Contains("-refused-", StringComparison.Ordinal)).Distinct().Order()));

    /// <summary>Each phase is an inventory without errors, each hop is one that a live cluster survives, and the way leads to the new inventory.</summary>
    [Theory]
    [MemberData(nameof(Written))]
    public void leads_from_the_old_inventory_to_the_new_one(string name)
    {
        var (old, next) = Inventories(name);
        Assert.Equal(0, Tool.Run("transition", Kind(name), old, next, "-o", _scratch["out"]).Code);
        var (from, to) = (Compile(old), Compile(next));
        var paths = Directory.GetFileSystemEntries(_scratch["out"]).Where(p => !p.EndsWith(".md", StringComparison.Ordinal))
            .OrderBy(p => Path.GetFileName(p)[0])
            .ToList();
        var phase = from;
        foreach (var path in paths)
        {
            var after = Compile(path);
            Assert.DoesNotContain(after.Findings, f => f.Severity == Severity.Error);
            var plan = Planner.Make(phase, after) ?? throw new InvalidOperationException(path);
            Assert.True(plan.Verdict != Verdict.Blocked, path + ": " + string.Join("; ", plan.Dangers.Select(d => d.Message)));
            phase = after;
        }

        Assert.Equal(Verdict.NoChange, Planner.Make(phase, to)?.Verdict);
    }

    [Fact]
    public void writing_the_same_again_is_well_and_overwriting_something_else_is_not()
    {
        var (old, next) = Inventories("gossip-files");
        string[] command = ["transition", "gossip", old, next, "-o", _scratch["out"]];
        var first = Tool.Run(command);
        Assert.Equal(first, Tool.Run(command));

        foreach (var (path, text) in Files(_scratch["out"]))
        {
            File.WriteAllText(Path.Join(_scratch["out"], path), "# mine\n");
            var before = Files(_scratch["out"]);
            var result = Tool.Run(command);
            Assert.Equal(
                (2, "", $"consulgen: {_scratch["out"]}/{path} is there, and says something else; remove it, or choose another folder\n"),
                (result.Code, result.Out, result.Error));
            Assert.Equal(before, Files(_scratch["out"]));
            File.WriteAllText(Path.Join(_scratch["out"], path), text);
        }

        // It would be read as one of the phase's files.
        _scratch.Write("out/1-keys/more.yml", "agent: { log_level: warn }\n");
        Assert.Contains("out/1-keys/more.yml is there", Tool.Run(command).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "\r")]
    public void a_phase_keeps_every_byte_of_the_rest(string lineEnd, string ending)
    {
        var (old, next) = Inventories("gossip-block");
        var text = File.ReadAllText(next).Replace("\n", lineEnd, StringComparison.Ordinal);
        var path = _scratch.Write("new.yml", text);

        Assert.Equal(0, Tool.Run("transition", "gossip", old, path, "-o", _scratch["out"]).Code);

        var name = $"name: \"new\"{ending}\n";
        Assert.Equal(text, File.ReadAllText(_scratch["out/3-incoming.yml"]).Replace(name, "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "consulgen: \"gosip\" is no transition; expected one of acl, address, ca, gossip, gossip-key, tls\n",
        "gosip",
        "old.yml",
        "new.yml",
        "-o",
        "out")]
    [InlineData("consulgen: an empty name is no folder; use --output .\n", "gossip", "old.yml", "new.yml", "-o", "")]
    [InlineData("consulgen: standard input can be one of the two inventories only\n", "gossip", "-", "-", "-o", "out")]
    [InlineData("consulgen: cannot read nothing.yml: there is no such file\n", "gossip", "nothing.yml", "nothing.yml", "-o", "out")]
    public void a_wrong_command_line_is_refused(string error, params string[] arguments)
    {
        var result = Tool.Run(["transition", .. arguments]);
        Assert.Equal((2, "", error), (result.Code, result.Out, result.Error));
    }

    private static Compilation Compile(string path) => Compilation.Run(
        [.. (Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : (IEnumerable<string>)[path]).Select(p => new SourceText(
            p,
            File.ReadAllText(p)))],
        "new");

    private static string Kind(string name) =>
        TransitionCatalog.All.Select(t => t.Name).Where(n => name.StartsWith(n + "-", StringComparison.Ordinal)).MaxBy(n => n.Length)
            ?? throw new InvalidOperationException(name);

    private static (string Old, string New) Inventories(string name)
    {
        string Place(string which) => Path.Join(CasesFolder, name, which) is var folder && Directory.Exists(folder) ? folder : folder + ".yml";
        return (Place("old"), Place("new"));
    }

    private static Dictionary<string, string> Files(string folder) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            f => Path.GetRelativePath(folder, f).Replace('\\', '/'),
            File.ReadAllText,
            StringComparer.Ordinal)
        : [];
}
