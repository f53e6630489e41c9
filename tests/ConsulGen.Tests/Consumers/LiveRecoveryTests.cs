using System.Text.RegularExpressions;
using ConsulGen.Core.Planning.Raft;
using ConsulGen.Core.Text;

namespace ConsulGen.Tests.Consumers;

/// <summary>The page of a recovery kit is followed, step by step, when two servers of three are lost.</summary>
[Collection(nameof(ClusterConsumerTests))]
public class LiveRecoveryTests
{
    [NamespaceTheory("nsenter", "chroot", "mount", "curl")]
    [ConsulRelease("1.6.5")]
    [ConsulRelease("1.8.4")]
    [ConsulRelease("1.10.11")]
    public void the_server_that_is_left_becomes_the_cluster_and_keeps_the_data(string version)
    {
        using var cluster = new LiveCluster(version);
        var bundle = cluster.Build([Inventory(version, "s1", "s2", "s3")]);
        cluster.Boot(bundle);
        Assert.True(cluster.Put("kept", "x"));
        cluster.Until(() => "the key on all of the servers", () => cluster.Agents.Keys.All(h => Applied(cluster, h) == Applied(cluster, "s1")));

        // Killed, and their disks gone.
        foreach (var lost in (string[])["s2", "s3"])
        {
            cluster.Stop(lost, "KILL");
            Directory.Delete(cluster[lost] + "/opt/consul/data", recursive: true);
        }

        cluster.Until(() => "no leader", () => cluster.Leader() is null);
        Assert.False(cluster.Put("lost", "x"));

        var kit = bundle + "/recovery/dc1";
        var page = File.ReadAllText(kit + "/README.md");
        var row = Regex.Match(
            page,
            @"^\| `s1` \| `(?<id>[^`]+)` \| `(?<address>[^`]+)` \| `(?<file>[^`]+)` \| `systemctl stop consul` \|$",
            RegexOptions.Multiline);
        Assert.True(row.Success, page);
        var file = cluster["s1"] + row.Groups["file"].Value;
        cluster.Stop("s1");
        var logged = cluster.Log("s1").Length;
        Assert.Contains("[s1/peers.json](s1/peers.json)", page, StringComparison.Ordinal);
        File.Copy(kit + "/s1/peers.json", file);
        cluster.Start("s1");

        cluster.Await(RaftCluster.Of(["s1"]));
        Assert.False(File.Exists(file));
        var peer = Assert.Single(cluster.Get("operator/raft/configuration")!["Servers"]!.AsArray());
        Assert.Equal((row.Groups["id"].Value, row.Groups["address"].Value), ((string)peer!["ID"]!, (string)peer["Address"]!));
        Assert.NotNull(cluster.Get("kv/kept"));
        var said = Regex.Match(page, @"log\s+says\s+`([^`]+)`").Groups[1].Value;
        Assert.True(
            said.Length > 0 && cluster.Log("s1")[logged..].Contains(said, StringComparison.Ordinal),
            $"\"{said}\" is not in: {cluster.Log("s1")[logged..]}");

        // "Add new servers one at a time, each with a new node_id": a new machine with no data.
        var added = cluster.Build([Inventory(version, "s1", "s2", "s4")]);
        cluster.Install(added, "s4");
        cluster.Start("s4");
        cluster.Await(RaftCluster.Of(["s1", "s4"]));
        Assert.True(cluster.Put("after", "x"));
        cluster.Consul("s1", "snapshot", "save", "after-recovery.snap");
    }

    private static string Applied(LiveCluster cluster, string host) => Regex.Match(cluster.Consul(host, "info"), @"applied_index = (\d+)").Value;

    private static SourceText Inventory(string version, params string[] hosts) => new("live.yml",
        $"name: live\nconsul: {{ version: {version} }}\nagent: {{ data_dir: /opt/consul/data, performance: {{ raft_multiplier: 1 }} }}\n"
        + "datacenters:\n  dc1:\n    servers:\n      hosts:\n"
        + string.Concat(hosts.Select(h => $"        {h}: {{ address: 10.0.0.{h[1]}, node_id: 00000000-0000-4000-8000-00000000000{h[1]} }}\n")));
}
