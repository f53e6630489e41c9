using System.Text;
using ConsulGen.Core;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Fuzzing;

/// <summary>
/// Random inventories, some of them broken: nothing ends but with findings, with a bundle that any disk takes, or with a plan. A failure
/// names its seed and shows the inventory.
/// </summary>
public sealed class FuzzTests
{
    [Fact]
    public void every_inventory_ends_with_findings_or_a_bundle()
    {
        var built = 0;
        Each(Inventory, (_, text) =>
        {
            var compilation = Compile(text);
            Assert.All(compilation.Findings, f => Assert.NotNull(f.Span.Text));
            if (compilation.Build() is not { } bundle) return;
            CheckPaths(bundle);
            built++;
        });
        Assert.True(built > Fuzz.Count / 20, $"only {built} of {Fuzz.Count} were built");
    }

    [Fact]
    public void a_fix_makes_no_error() => Each(Inventory, (_, text) =>
    {
        var before = Compile(text);
        if (!before.Findings.Any(f => f.Fix is not null)) return;
        var source = Fixer.Run([new SourceText("inventory.yml", text)], "inventory")[0].Source;
        var made = Errors(Compile(source.Text)).Except(Errors(before)).ToList();
        if (made.Count > 0) throw new InvalidOperationException($"made {string.Join("; ", made)}\n--- fixed:\n{source.Text}");
        var again = Fixer.Run([source], "inventory")[0].Source;
        if (again.Text != source.Text) throw new InvalidOperationException($"fixed again:\n{again.Text}");
    });

    [Fact]
    public void every_pair_has_a_plan_or_findings()
    {
        var plans = 0;
        Each(Pair, (seed, _) =>
        {
            var (old, next) = PairOf(seed);
            if (Planner.Make(Compile(old), Compile(next)) is not null) plans++;
        });
        Assert.True(plans > Fuzz.Count / 20, $"only {plans} of {Fuzz.Count} had a plan");
    }

    [Fact]
    public void any_bytes_end_with_findings()
    {
        using var scratch = new ScratchFolder();
        var path = Path.Join(scratch.Path, "x.yml");
        Each(seed => Convert.ToHexString(Mutation.Bytes(seed)), (seed, _) =>
        {
            File.WriteAllBytes(path, Mutation.Bytes(seed));
            var ran = Tool.Run("lint", path, "--format", seed % 2 == 0 ? "sarif" : "text");
            if (ran.Code is not (0 or 1 or 2)) throw new InvalidOperationException($"exit code {ran.Code}: {ran.Error}");
        });
    }

    private static string Inventory(int seed)
    {
        var text = new RandomInventory(seed, seed % 4 == 0 ? 1 : 3).Text();
        return seed % 3 == 0 ? text : Mutation.Of(text, new Random(seed));
    }

    private static string Pair(int seed) => PairOf(seed) is var (old, next) ? $"{old}--- next:\n{next}" : "";

    private static (string Old, string Next) PairOf(int seed)
    {
        var old = new RandomInventory(seed, 1).Text();
        return (old, seed % 2 == 0 ? Mutation.Of(old, new Random(seed)) : new RandomInventory(seed + 1, 1).Text());
    }

    private static Compilation Compile(string text) => Compilation.Run([new SourceText("inventory.yml", text)], "inventory");

    private static HashSet<string> Errors(Compilation compilation) =>
        [.. compilation.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Rule + ": " + (f.Shared ?? f.Message))];

    /// <summary>A folder is no file, no two differ in case alone, and no name is longer than file systems have.</summary>
    private static void CheckPaths(Bundle bundle)
    {
        var paths = bundle.Files.Select(f => f.Path).ToList();
        var folders = paths.SelectMany(Folders).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            if (!seen.Add(path) || folders.Contains(path)) throw new InvalidOperationException($"{path} is there twice");
            if (path.Split('/').Any(n => Encoding.UTF8.GetByteCount(n) > 255)) throw new InvalidOperationException($"{path} is too long");
        }
    }

    private static IEnumerable<string> Folders(string path)
    {
        for (var i = path.IndexOf('/', StringComparison.Ordinal); i >= 0; i = path.IndexOf('/', i + 1)) yield return path[..i];
    }

    private static void Each(Func<int, string> make, Action<int, string> check)
    {
        var failed = new List<string>();
        for (var seed = Fuzz.First; seed < Fuzz.First + Fuzz.Count && failed.Count < 20; seed++)
        {
            var text = make(seed);
            try
            {
                check(seed, text);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failed.Add($"=== seed {seed}: {e}\n{text}");
            }
        }

        Assert.True(failed.Count == 0, string.Join("\n", failed));
    }
}
