using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Waves;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Tests.Planning;

/// <summary>What holds for the waves of any change.</summary>
public class WavePropertyTests
{
    private const int Changes = 400;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void the_steps_of_a_change_are_safe_and_whole(int seed)
    {
        for (var i = 0; i < Changes / 8; i++)
        {
            var plan = WithSteps(new RandomChange((seed * Changes) + i).Plan());
            try
            {
                foreach (var datacenter in plan.Change.Datacenters) CheckVoters(plan, datacenter);
                CheckSteps(plan);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"seed {seed}, change {i}: {e.Message}\n{string.Join('\n', plan.Waves.SelectMany(w => w.Steps).Select(s => s.Title))}");
            }
        }
    }

    [Fact]
    public void servers_that_swap_their_addresses_still_have_an_order()
    {
        var plan = Plan(Servers("a 1", "b 2", "c 3"), Servers("a 2", "b 1", "c 3"));

        CheckVoters(plan, plan.Change.Datacenters[0]);
        CheckSteps(plan);
    }

    [Fact]
    public void a_chain_of_addresses_is_followed_from_its_free_end()
    {
        var plan = Plan(Servers("a 1", "b 2", "c 3"), Servers("a 2", "b 3", "c 4"));

        Assert.Equal(["c", "b", "a"], Quorums(plan, "dc1").Select(s => s.Hosts[0]).Distinct());
    }

    [Fact]
    public void who_restarts_goes_before_a_datacenter_becomes_too_small()
    {
        var plan = Plan("agent: { log_rotate_max_files: 1 }\n" + Servers("a 1", "b 2", "c 3"), "agent: { log_rotate_max_files: 2 }\n" + Servers("a 1"));

        Assert.Equal(["a", "b", "c"], Quorums(plan, "dc1").Select(s => s.Hosts[0]));
        Assert.DoesNotContain(Quorums(plan, "dc1"), s => s.Quorum!.StopsWrites);
    }

    [Theory]
    [InlineData(10_000)]
    public void many_clients_are_few_steps(int count)
    {
        var clients =
            $"    clients:\n      hosts:\n        web[1:{count}]: {{ address: \"web[1:{count}].example.net\" }}\n      services:\n        web: {{ port: "
                + $"80 }}\n        worker: {{ port: 81 }}\n";
        var plan = Plan("agent: { log_rotate_max_files: 1 }\n" + Servers("a 1") + clients, "agent: { log_rotate_max_files: 2 }\n" + Servers("a 1") + clients);

        var restarts = plan.Waves.Single(w => w.Title == "clients that restart").Steps;
        Assert.Equal(Enumerable.Repeat(count / 5, 5), restarts.Select(s => s.Hosts.Length));
    }

    private static void CheckVoters(Plan plan, DatacenterChange datacenter)
    {
        var (old, next) = (Names(datacenter.Old), Names(datacenter.New));
        var voters = plan.Change.Agents.Where(a => old.Contains(a.Old?.Name ?? "")).Select(a => a.Name).Order(StringComparer.Ordinal).ToList();
        // As many as there are when all that come have come and nobody has gone yet.
        var most = voters.Union(next).Count();
        foreach (var step in Quorums(plan, datacenter.Name))
        {
            var quorum = step.Quorum!;
            Assert.Equal(voters, quorum.Before.Servers.Keys);
            Assert.All(quorum.Before.Servers.Values.Concat(quorum.After.Servers.Values), s => Assert.True(s is { IsVoter: true, IsRunning: true }));
            voters = [.. quorum.After.Servers.Keys];
            if (step.Commands.Any(c => c.EndsWith(" --restart", StringComparison.Ordinal) || c.StartsWith("systemctl stop ", StringComparison.Ordinal)))
                Assert.Equal(quorum.Before.RunningVoters - 1, quorum.Lowest.RunningVoters);
            else
                Assert.Equal(Math.Min(quorum.Before.Tolerance, quorum.After.Tolerance), quorum.Lowest.Tolerance);

            if (old.Count == 0 || next.Count == 0) continue;
            Assert.InRange(voters.Count, 1, Math.Max(old.Count, next.Count) + 1);
            Assert.Equal(!quorum.Lowest.HasQuorum, step.Title.EndsWith(": writes stop until it is back", StringComparison.Ordinal));
            if (quorum.Lowest.HasQuorum) continue;
            Assert.InRange(most, 1, 2);
            Assert.Contains(step.Notes, n => n.Contains("add a server first", StringComparison.Ordinal));
        }

        Assert.Equal(next.Order(StringComparer.Ordinal), voters);
    }

    private static void CheckSteps(Plan plan)
    {
        var steps = plan.Waves.SelectMany(w => w.Steps).ToList();
        Assert.All(plan.Waves, w => Assert.NotEmpty(w.Steps));
        Assert.All(steps, s => Assert.NotEmpty(s.Commands));
        Assert.All(steps.Where(s => s.Quorum is not null && s.Quorum.Before.Voters > 0), s => Assert.Single(s.Hosts));
        Assert.All(steps.SelectMany(s => s.Commands).Concat(steps.SelectMany(s => s.Undo)), c => Assert.DoesNotMatch("[\n\r;|&`$]", c));
        Assert.All(steps, s => Assert.Equal(s.Hosts.Distinct(), s.Hosts));
        var hosts = steps.SelectMany(s => s.Hosts).ToHashSet(StringComparer.Ordinal);
        Assert.All(plan.Change.Agents.Where(a => !a.IsSame), a => Assert.Contains(a.Name, hosts));
        // Two for a server that leaves and comes back, two before anything and six for the clients of a datacenter.
        Assert.InRange(
            steps.Count,
            0,
            (2 * plan.Change.Agents.Count(a => a is { Old.IsServer: true } or { New.IsServer: true }))
                + plan.Change.Agents.Count(a => !a.IsSame) + (8 * plan.Change.Datacenters.Length));
    }

    private static List<Step> Quorums(Plan plan, string datacenter) =>
        [.. plan.Waves.Where(w => w.Datacenter == datacenter).SelectMany(w => w.Steps).Where(s => s.Quorum is not null)];

    private static HashSet<string> Names(Datacenter? datacenter) => (datacenter?.Servers ?? []).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);

    private static Plan Plan(string old, string next) =>
        WithSteps(Planner.Make(Compilation.Run([new SourceText("old.yml", old)], "old"), Compilation.Run([new SourceText("new.yml", next)], "new"))!);

    /// <summary>A blocked change has its steps, too, though no plan shows them all.</summary>
    private static Plan WithSteps(Plan plan) => plan with { Waves = WaveCompiler.Compile(plan.Change, plan.SharedFiles) };

    /// <param name="hosts">Each its name, and the last number of its address.</param>
    private static string Servers(params string[] hosts) =>
        "datacenters:\n  dc1:\n    servers:\n      hosts:\n"
            + string.Concat(hosts.Select(h => $"        {h.Split(' ')[0]}: {{ address: 10.0.0.{h.Split(' ')[1]} }}\n"));
}
