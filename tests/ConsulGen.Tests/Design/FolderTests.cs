using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ConsulGen.Core.Emitters;
using ConsulGen.Core.Linting;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Design;

/// <summary>
/// Which folder may use which: the table of <c>docs/design.md</c>, held against the compiled program. A new name in it is a decision,
/// not a repair.
/// </summary>
public sealed partial class FolderTests
{
    private const string Page = "docs/design.md";

    private static readonly Lazy<ImmutableArray<TypeUse>> Uses = new(() =>
        [.. TypeUses.Of(Path.Join(AppContext.BaseDirectory, "ConsulGen.Core.dll")), .. TypeUses.Of(Path.Join(AppContext.BaseDirectory, "consulgen.dll"))]);

    /// <summary>By folder, as <c>Core/Linting/Rules</c>, those that it may use. Folders below one that have no row of their own belong to it.</summary>
    private static readonly Dictionary<string, string[]> MayUse = Row().Matches(File.ReadAllText(Repository.PathOf(Page))).ToDictionary(
        m => m.Groups["folder"].Value,
        m => Name().Matches(m.Groups["uses"].Value).Select(n => n.Groups[1].Value).ToArray(),
        StringComparer.Ordinal);

    /// <summary>Those that every folder may use.</summary>
    private static readonly string[] Common = [.. Name().Matches(Everyone().Match(File.ReadAllText(Repository.PathOf(Page))).Value).Select(n =>
        n.Groups[1].Value)];

    public static TheoryData<string> Folders => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void uses_only_what_it_may(string folder)
    {
        var above = MayUse.Keys.TakeWhile(f => f != folder).ToHashSet(StringComparer.Ordinal);
        var allowed = MayUse[folder].Concat(Common.Where(above.Contains)).Append(folder).ToHashSet(StringComparer.Ordinal);
        var wrong = Uses.Value.Where(u => RowOf(u.Namespace) == folder && !allowed.Contains(RowOf(u.UsedNamespace) ?? ""))
            .Select(u => $"{u.Namespace}.{u.Type} uses {u.UsedNamespace}.{u.UsedType}");
        Assert.True(!wrong.Any(), $"{Page} does not let {folder}:\n{string.Join("\n", wrong)}");
    }

    [Fact]
    public void every_folder_is_in_the_table()
    {
        Assert.DoesNotContain(Uses.Value.Select(u => u.Namespace).Distinct(), n => RowOf(n) is null);
        Assert.All(MayUse.Keys, folder => Assert.True(Directory.Exists(Repository.PathOf("src/ConsulGen." + folder)), folder));
        Assert.Empty(MayUse.Values.SelectMany(u => u).Concat(Common).Except(MayUse.Keys));
    }

    [Fact]
    public void a_folder_uses_only_those_above_it()
    {
        var rows = MayUse.Keys.ToList();
        Assert.All(MayUse, row => Assert.All(row.Value, used => Assert.True(rows.IndexOf(used) < rows.IndexOf(row.Key), $"{row.Key} stands above {used}")));
    }

    [Fact]
    public void a_namespace_is_its_folder()
    {
        var source = Repository.PathOf("src");
        var wrong =
            from file in Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            let declared = Namespace().Match(File.ReadAllText(file))
            where declared.Success
                && declared.Groups[1].Value != Path.GetRelativePath(source, Path.GetDirectoryName(file) ?? "").Replace(Path.DirectorySeparatorChar, '.')
            select Path.GetRelativePath(source, file);
        // A table of one class may be in a folder below it.
        Assert.DoesNotContain(wrong, file => !file.Contains($"Releases{Path.DirectorySeparatorChar}Features", StringComparison.Ordinal));
    }

    [Fact]
    public void namespaces_stand_in_no_circle() => Assert.Empty(Circles());

    [Fact]
    public void no_rule_uses_another_one() => Assert.Empty(BetweenThoseOf(typeof(LintRule)).Concat(BetweenThoseOf(typeof(DangerRule))));

    [Fact]
    public void no_emitter_uses_another_one() =>
        Assert.Empty(BetweenThoseOf(typeof(IAgentEmitter), typeof(ILoadBalancerEmitter), typeof(ITopologyEmitter)));

    private static IEnumerable<string> BetweenThoseOf(params Type[] kinds)
    {
        var names = kinds[0].Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && kinds.Any(k => k.IsAssignableFrom(t)))
            .Select(t => (t.Namespace ?? "", t.Name)).ToHashSet();
        return Uses.Value.Where(u => names.Contains((u.Namespace, u.Type)) && names.Contains((u.UsedNamespace, u.UsedType)))
            .Select(u => $"{u.Type} uses {u.UsedType}");
    }

    /// <summary>The row that a namespace belongs to: its own folder's, or that of the nearest one above.</summary>
    private static string? RowOf(string name)
    {
        for (var folder = name["ConsulGen.".Length..].Replace('.', '/'); ; folder = folder[..folder.LastIndexOf('/')])
        {
            if (MayUse.ContainsKey(folder)) return folder;
            if (!folder.Contains('/', StringComparison.Ordinal)) return null;
        }
    }

    /// <summary>The sides of all circles: which namespace uses which, where a way leads back.</summary>
    private static IEnumerable<string> Circles()
    {
        var sides = Uses.Value.Where(u => u.Namespace != u.UsedNamespace)
            .Select(u => (From: u.Namespace, To: u.UsedNamespace))
            .Distinct()
            .ToLookup(s => s.From, s => s.To);
        return sides.SelectMany(s => s.Where(to => Reaches(to, s.Key)).Select(to => $"{s.Key} -> {to}")).Order(StringComparer.Ordinal);

        bool Reaches(string from, string goal)
        {
            var (seen, left) = (new HashSet<string>(StringComparer.Ordinal) { from }, new Stack<string>([from]));
            while (left.TryPop(out var next))
            {
                if (next == goal) return true;
                foreach (var to in sides[next].Where(seen.Add)) left.Push(to);
            }

            return false;
        }
    }

    [GeneratedRegex(@"^\| `(?<folder>(?:Core|Cli)(?:/\w+)*)` \| [^|]+ \| (?<uses>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^Everyone may use .*$", RegexOptions.Multiline)]
    private static partial Regex Everyone();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
