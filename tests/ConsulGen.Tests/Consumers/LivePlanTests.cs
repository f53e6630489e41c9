using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Text;
using Xunit.Abstractions;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// Plans keep their word: their steps are carried out on servers that run, while somebody writes. A write goes on in each step, with
/// a pause of seconds only, and what was acknowledged is there in the end.
/// </summary>
[Collection(nameof(ClusterConsumerTests))]
public class LivePlanTests(ITestOutputHelper output)
{
    /// <summary>Seconds without a write when a follower stops, or nobody does. The writer asks a stopped server in vain, at most 3 s.</summary>
    private const double Breath = 5;

    /// <summary>Seconds without a write when the leader stops: one election, with raft_multiplier 1, and the writer's vain asking.</summary>
    private const double Election = 10;

    [NamespaceTheory("nsenter", "chroot", "mount", "curl")]
    [ConsulRelease("1.6.5")]
    [ConsulRelease("1.8.4")]
    [ConsulRelease("1.10.11")]
    public void one_server_of_three_is_replaced(string version) =>
        CarryOut(Inventory(version, "", "s1", "s2", "s3"), Inventory(version, "", "s1", "s2", "s4"), ["add s4", "remove s3"]);

    [NamespaceTheory("nsenter", "chroot", "mount", "curl")]
    [ConsulRelease("1.6.5")]
    [ConsulRelease("1.8.4")]
    [ConsulRelease("1.10.11")]
    public void three_servers_are_restarted_one_after_another(string version) =>
        CarryOut(
            Inventory(version, "", "s1", "s2", "s3"),
            Inventory(version, ", log_file: /opt/consul/log/", "s1", "s2", "s3"),
            ["restart s1", "restart s2", "restart s3"]);

    private void CarryOut(SourceText old, SourceText next, string[] expected)
    {
        var plan = Planner.Make(Compilation.Run([old], "live"), Compilation.Run([next], "live")) ?? throw new InvalidOperationException("no plan");
        Assert.Equal(Verdict.Procedure, plan.Verdict);
        Assert.Equal(expected, plan.Waves.SelectMany(w => w.Steps).Where(s => s.Quorum is not null).Select(s => s.Title));
        using var cluster = new LiveCluster(old.Text.Split("version: ")[1].Split(' ')[0]);
        cluster.Boot(cluster.Build([old]));
        var bundle = cluster.Build([next]);
        var writes = cluster.Write(cluster.Agents.Keys);
        cluster.Until(() => "a write", () => writes().Count > 0);
        var leaders = 0;

        cluster.Carry(plan, bundle, (step, isLeader, work) =>
        {
            var (before, start) = (writes().Count, Now());
            work();
            var end = Now();
            // Whatever pause there is ends with the first write after the step.
            cluster.Until(() => $"a write after \"{step.Title}\"", () => writes() is [.., var last] && last.Time > end);
            var times = writes().Skip(before - 1).Select(w => w.Time).ToList();
            var pause = times.Skip(1).Zip(times, (later, earlier) => later - earlier).Max();
            output.WriteLine(FormattableString.Invariant(
                $"{step.Title}{(isLeader ? ", the leader" : "")}: {end - start:F1} s, {times.Count - 1} writes, longest pause {pause:F2} s"));
            if (isLeader) leaders++;
            Assert.InRange(pause, 0, isLeader ? Election : Breath);
        });

        Assert.InRange(leaders, 0, 1);
        var keys = cluster.Get("kv/written?keys")?.AsArray().Select(k => k!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];
        Assert.All(writes(), w => Assert.Contains(w.Key, keys));
    }

    private static double Now() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    private static SourceText Inventory(string version, string agent, params string[] hosts) => new("live.yml",
        $"name: live\nconsul: {{ version: {version} }}\nagent: {{ data_dir: /opt/consul/data, performance: {{ raft_multiplier: 1 }}{agent} }}\n"
        + $"datacenters:\n  dc1:\n    servers:\n      hosts:\n{string.Concat(hosts.Select(h => $"        {h}: {{ address: 10.0.0.{h[1]} }}\n"))}");
}
