using ConsulGen.Core.Emitters.Building;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Tests.Planning;

/// <summary>Whoever reviews a change sees every file of the two bundles that differs, and what is to be done with it.</summary>
public class ChangedFileTests
{
    private const int Changes = 200;

    [Fact]
    public void every_file_that_differs_is_in_the_plan()
    {
        var differing = 0;
        for (var seed = 0; seed < Changes; seed++)
        {
            var plan = new RandomChange(seed).Plan();
            // Errors give no bundle.
            if (!plan.Errors.IsEmpty || !plan.OldErrors.IsEmpty) continue;
            foreach (var agent in plan.Change.Agents)
            {
                if (agent is not { Old: { } old, New: { } next } || !Differ(plan, old, next)) continue;
                differing++;
                Assert.Contains(plan.Groups, g => g.Hosts.Contains(agent.Name) && !g.Files.IsEmpty);
                Assert.NotEqual(Verdict.NoChange, plan.Verdict);
            }
        }

        Assert.True(differing > Changes, "too few changes to tell");
    }

    private static bool Differ(Plan plan, Host old, Host next) =>
        !Files(old, plan.Change.Old).SequenceEqual(Files(next, plan.Change.New));

    private static IEnumerable<(string Path, string Text)> Files(Host host, Topology topology) =>
        BundleBuilder.FilesOf(host, topology).Select(f => (Path: f.Path[host.Folder.Length..], f.Text)).OrderBy(f => f.Path, StringComparer.Ordinal);
}
