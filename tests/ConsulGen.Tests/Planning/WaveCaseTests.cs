using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Planning;

/// <summary>Cases that are data: a folder below <c>Cases/waves</c> has an old and a new inventory, and the steps from one to the other.</summary>
public class WaveCaseTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Repository.PathOf("tests/ConsulGen.Tests/Cases/waves")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void plans(string name)
    {
        var folder = Repository.PathOf($"tests/ConsulGen.Tests/Cases/waves/{name}");
        var plan = Planner.Make(Compile(folder, "old.yml"), Compile(folder, "new.yml"));

        Golden.CheckFile(Path.Join(folder, "expected.txt"), WaveText.Of(plan!));
    }

    private static Compilation Compile(string folder, string file)
    {
        var compilation = Compilation.Run([new SourceText(file, File.ReadAllText(Path.Join(folder, file)))], "plan");
        Assert.DoesNotContain(compilation.Findings, f => f.Severity == Core.Diagnostics.Severity.Error);
        return compilation;
    }
}
