using System.Globalization;
using System.Text;
using ConsulGen.Core;
using ConsulGen.Core.Emitters.Building;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Failures;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Tests.Consistency;

/// <summary>
/// Whoever says how many servers vote, what a quorum is and which datacenter is the primary says the same: lint, the files, the
/// runbook, the pages of recovery, plan and simulate, over editions, read replicas, federation, the case of names and addresses that
/// stand for all.
/// </summary>
public class AgreementTests
{
    private const string EvenCount = "even-server-count";

    public static TheoryData<bool, int, int, string?, bool> Combinations
    {
        get
        {
            var data = new TheoryData<bool, int, int, string?, bool>();
            foreach (var isEnterprise in (bool[])[false, true])
                foreach (var servers in (int[])[3, 4, 5])
                    foreach (var replicas in (int[])[0, 1, 2])
                        foreach (var primary in (string?[])[null, "dc2", "DC2"])
                            foreach (var isWildcard in (bool[])[false, true])
                                data.Add(isEnterprise, servers, replicas, primary, isWildcard);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void all_say_the_same(bool isEnterprise, int servers, int replicas, string? primary, bool isWildcard)
    {
        var inventory = new Inventory(isEnterprise, servers, replicas, primary, isWildcard);
        var (old, next) = (Compile(inventory.Yaml("info")), Compile(inventory.Yaml("warn")));
        // The one error that there may be is what lint says of an even number.
        Assert.DoesNotContain(old.Findings, f => f.Severity == Core.Diagnostics.Severity.Error && f.Rule != EvenCount);
        var topology = old.Topology!;

        foreach (var datacenter in topology.Datacenters)
        {
            CheckLint(old, datacenter, inventory);
            CheckFiles(datacenter, inventory);
            CheckFailures(topology, datacenter, inventory);
        }

        CheckRunbook(topology, inventory);
        CheckRecovery(topology, inventory);
        // No steps lead to an inventory with errors.
        if (!old.HasErrors) CheckPlan(Planner.Make(old, next)!, inventory);
    }

    private static void CheckLint(Compilation compilation, Datacenter datacenter, Inventory inventory) => Assert.Equal(
        inventory.Voters % 2 == 0,
        compilation.Findings.Any(f => f.Rule == EvenCount && f.Message.Contains($"\"{datacenter.Name}\" has {inventory.Voters} ", StringComparison.Ordinal)));

    /// <summary>Marked servers are not waited for in either edition, and wait for nobody.</summary>
    private static void CheckFiles(Datacenter datacenter, Inventory inventory) =>
        Assert.Equal(
            datacenter.Servers.Select((_, i) => i < inventory.Unmarked ? inventory.Unmarked : (int?)null),
            datacenter.Servers.Select(s => s.Config.Number("bootstrap_expect")));

    private static void CheckFailures(Topology topology, Datacenter datacenter, Inventory inventory)
    {
        Assert.Equal(inventory.Tolerance + 1, SmallestFailures.Of(topology).Single(f => f.Datacenter == datacenter.Name).Servers);
        var voters = datacenter.Servers.Select(s => s.Name).Take(inventory.Voters).ToList();
        foreach (var lost in (int[])[inventory.Tolerance, inventory.Tolerance + 1])
        {
            var outcome = FailureOutcome.Of(topology, [new Failure("node", [.. voters.Take(lost)])]).Single(o => o.Datacenter == datacenter.Name);
            Assert.Equal((inventory.Voters, inventory.Quorum, lost <= inventory.Tolerance),
                (outcome.Servers.Voters, outcome.Servers.Quorum, outcome.Servers.HasQuorum));
        }
    }

    private static void CheckRunbook(Topology topology, Inventory inventory)
    {
        var runbook = BundleBuilder.SharedFiles(topology).Single(f => f.Path == "README.md").Text;
        var servers = Invariant($"{inventory.Servers}{(inventory.Voters == inventory.Servers ? "" : Invariant($", of which {inventory.Voters} vote"))}");
        foreach (var datacenter in topology.Datacenters)
            Assert.Contains(Invariant($"| `{datacenter.Name}` | {servers} | {inventory.Quorum} | {inventory.Tolerance} |"), runbook, StringComparison.Ordinal);
        if (inventory.IsFederated) AssertBefore("servers of `dc2`", "servers of `dc1`", runbook);
    }

    /// <summary>A list of peers for each set of servers without a quorum, which needs one voter at least.</summary>
    private static void CheckRecovery(Topology topology, Inventory inventory)
    {
        var files = BundleBuilder.SharedFiles(topology).ToDictionary(f => f.Path, f => f.Text);
        var needs = inventory.Voters == inventory.Servers
            ? Invariant($"and needs {inventory.Quorum} of them for a leader")
            : Invariant($", of which {inventory.Voters} vote, and needs {inventory.Quorum} of those for a leader");
        foreach (var datacenter in topology.Datacenters)
        {
            var folder = $"recovery/{datacenter.Name}/";
            Assert.Contains(needs, files[folder + "README.md"], StringComparison.Ordinal);
            var sets = files.Where(f => f.Key.StartsWith(folder, StringComparison.Ordinal) && f.Key.EndsWith("/peers.json", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(sets);
            foreach (var (path, text) in sets)
            {
                var left = path[folder.Length..^"/peers.json".Length].Split('+');
                var voters = left.Count(datacenter.Servers.Select(s => s.Name).Take(inventory.Voters).Contains);
                Assert.InRange(voters, 0, inventory.Quorum - 1);
                Assert.Equal(voters == 0 ? left.Length : voters, text.Split("\"non_voter\": false").Length - 1);
            }
        }
    }

    private static void CheckPlan(Plan plan, Inventory inventory)
    {
        var steps = plan.Waves.SelectMany(w => w.Steps).Where(s => s.Quorum is not null).ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, s => Assert.Equal((inventory.Voters, inventory.Voters), (s.Quorum!.Before.Voters, s.Quorum.After.Voters)));
        Assert.All(steps, s =>
            Assert.Contains(s.WaitFor, w =>
                w.EndsWith(inventory.Voters == 1 ? " 1 voter" : Invariant($" {inventory.Voters} voters"), StringComparison.Ordinal)));
        Assert.All(plan.Waves.Where(w => w.Title == "before anything").SelectMany(w => w.Steps)
            .Where(s => s.Title.StartsWith("see that", StringComparison.Ordinal)), s =>
        {
            Assert.Contains(inventory.Voters == 1
                ? "1 voter, which is the leader"
                : Invariant($"{inventory.Voters} voters, one of them the leader"), s.WaitFor);
            Assert.Contains(s.WaitFor, w => w.EndsWith(Invariant($"Failure Tolerance {inventory.Tolerance}"), StringComparison.Ordinal));
        });
        if (inventory.IsFederated) AssertBefore("dc2-1", "dc1-1", string.Join(' ', steps.SelectMany(s => s.Hosts)));
    }

    private static void AssertBefore(string first, string second, string text) =>
        Assert.InRange(text.IndexOf(first, StringComparison.Ordinal), 0, text.IndexOf(second, StringComparison.Ordinal));

    private static Compilation Compile(string yaml) => Compilation.Run([new SourceText("inventory.yml", yaml)], "agreement");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Inventory(bool IsEnterprise, int Servers, int Replicas, string? Primary, bool IsWildcard)
    {
        public bool IsFederated => Primary is not null;

        public int Unmarked => Servers - Replicas;

        /// <summary>By hand, not by what is tested.</summary>
        public int Voters => IsEnterprise ? Unmarked : Servers;

        public int Quorum => Voters switch { 1 => 1, 2 or 3 => 2, 4 or 5 => 3, _ => throw new InvalidOperationException("no such number of voters here") };

        public int Tolerance => Voters switch { 1 or 2 => 0, 3 or 4 => 1, _ => 2 };

        public string Yaml(string logLevel)
        {
            var yaml = new StringBuilder().Append(CultureInfo.InvariantCulture, $"consulgen: 1\nconsul: {{ version: 1.18.2{(IsEnterprise ? "+ent" : "")} }}\n");
            yaml.Append(CultureInfo.InvariantCulture,
                $"agent:\n  log_level: {logLevel}\n  telemetry: {{ disable_hostname: {(logLevel == "info" ? "true" : "false")} }}\n");
            if (IsEnterprise) yaml.Append("  license_path: /etc/consul.d/license.hclic\n");
            if (IsWildcard) yaml.Append("  bind_addr: 0.0.0.0\n  advertise_addr: \"${address}\"\n");
            if (Primary is not null) yaml.Append(CultureInfo.InvariantCulture, $"  primary_datacenter: {Primary}\n");
            yaml.Append("datacenters:\n");
            for (var dc = 1; dc <= (IsFederated ? 2 : 1); dc++)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"  dc{dc}:\n    servers:\n      hosts:\n");
                for (var i = 1; i <= Servers; i++)
                    yaml.Append(CultureInfo.InvariantCulture,
                        $"        dc{dc}-{i}: {{ address: 10.{dc}.0.{i}, node_id: 00000000-0000-0000-0000-0000000000{dc}{i}"
                        + $"{(i > Unmarked ? ", agent: { read_replica: true }" : "")} }}\n");
            }

            return yaml.ToString();
        }
    }
}
