using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What shells make of the commands of every first start, those of the cases' bundles included.</summary>
public class FirstStartConsumerTests
{
    private static readonly Lazy<List<string>> Starts = new(() =>
    [
        .. Directory.GetDirectories(Repository.PathOf("tests/ConsulGen.Tests/Cases/emit"))
            .Select(f => Inputs.CompileFile(Path.Join(f, "inventory.yml")))
            .Concat(Repository.Inventories.Select(i => Inputs.CompileFile(Repository.PathOf($"inventories/{i}.yml"))))
            .Select(c => Inputs.Built(c).Text("README.md"))
            .Select(CommandsOf)
            .Where(s => s.Contains("there()", StringComparison.Ordinal)),
    ]);

    [ConsumerFact("bash")]
    public void bash_can_read_them_all()
    {
        Assert.InRange(Starts.Value.Count, 8, 1000);
        Assert.All(Starts.Value, s => Assert.Equal(new Ran(0, "", ""), Run.Program("bash", ["-n", "-"], s)));
    }

    /// <summary>What a pipe or a quote gets wrong shows here, and not on the day.</summary>
    [ConsumerFact("shellcheck")]
    public void shellcheck_finds_no_fault_in_them() =>
        // What the hosts' shell is to get is meant to be filled in here (2029), and functions are called by "each" (2317, 2329).
        Assert.All(Starts.Value, s => Assert.Equal(
            new Ran(0, "", ""),
            Run.Program(Programs.Path("shellcheck"), ["--norc", "--shell", "bash", "--exclude", "SC2029,SC2317,SC2329", "-"], s)));

    [Fact]
    public void servers_that_save_snapshots_get_the_token_for_them()
    {
        var start = CommandsOf(Inputs.Build(
            """
            consul: { version: 1.10.11 }
            acl: { default_policy: deny }
            backup: { token_file: /root/backup.token }
            secrets: { agent_token: { file: /etc/consul.d/agent.token } }
            datacenters: { dc1: { servers: { hosts: { "s[1:3]": { address: "10.0.0.[1:3]" } } } } }

            """).Text("README.md"));

        Assert.Contains("acl/bootstrap.sh --out \"$keep\" --also snapshots\n", start, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(start, "^there 10[.]0[.]0[.][123] 'install -D -m 0600 /dev/stdin /root/backup[.]token' <\"\\$keep\"/dc1/snapshots[.]token$",
            RegexOptions.Multiline));
    }

    private static string CommandsOf(string page)
    {
        var start = Regex.Match(page, "^## First start\n(.*?)(^## |\\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        return string.Concat(Regex.Matches(start, "^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Select(m => m.Groups[1].Value));
    }
}
