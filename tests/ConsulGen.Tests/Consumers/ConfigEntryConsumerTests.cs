using System.Collections.Concurrent;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>Consul's own <c>validate</c> and lint say the same of each configuration entry of the case that has all kinds of them.</summary>
public class ConfigEntryConsumerTests
{
    /// <summary>What one of them takes and the other does not, and why; by release and entry.</summary>
    private static readonly Dictionary<(string Version, string Entry), string> Explained = new()
    {
        [("1.6", """{"kind":"service-defaults","name":"web","protocol":["http"]}""")] = "later releases take the item of a list of one",
        [("1.8", """{"kind":"terminating-gateway","name":"web","services":[{}]}""")] = "an empty map is no item of a list to these releases",
        [("1.10", """{"kind":"terminating-gateway","name":"web","services":[{}]}""")] = "an empty map is no item of a list to these releases",
    };

    public static TheoryData<string> Versions => ConsulBinaries.Versions;

    [ConsulTheory]
    [MemberData(nameof(Versions))]
    public void lint_judges_entries_as_validate_does(string version)
    {
        var release = ConsulVersion.Parse(version) ?? throw new InvalidOperationException(version);
        // The key came later.
        if (!Vocabulary.ConfigEntryKinds.Of(release).Any()) return;
        var line = FormattableString.Invariant($"{release.Major}.{release.Minor}");
        var (differences, explained) = (new ConcurrentBag<string>(), new ConcurrentBag<(string, string)>());
        using var folder = new ScratchFolder();
        var entries = Entries();
        Assert.True(entries.Count > 100);
        Parallel.For(0, entries.Count, i =>
        {
            var file = folder.Write(
                FormattableString.Invariant($"{i}.json"),
                $$"""{ "bind_addr": "127.0.0.1", "config_entries": { "bootstrap": [{{entries[i]}}] }, "data_dir": "/opt/consul", "server": true }""");
            var ran = Run.Program(ConsulBinaries.Path(version), ["validate", file]);
            var errors = Inputs.Compile(Inventory(version, entries[i])).Findings.Where(f => f.Severity == Severity.Error).Select(Inputs.Show).ToList();
            if ((ran.ExitCode == 0) == (errors.Count == 0)) return;
            if (Explained.ContainsKey((line, entries[i]))) explained.Add((line, entries[i]));
            else differences.Add($"{entries[i]}\n  validate: {ran.Out}{ran.Error}\n  lint: {string.Join(" | ", errors)}");
        });

        Assert.Equal("", string.Join("\n", differences.Order(StringComparer.Ordinal)));
        Assert.Equal(Explained.Keys.Where(k => k.Version == line).Order(), explained.Order());
    }

    private static List<string> Entries()
    {
        var compiled = Inputs.CompileFile(Repository.PathOf("tests/ConsulGen.Tests/Cases/lint/config-entries/inventory.yml"));
        var agent = (compiled.Topology ?? throw new InvalidOperationException("nothing was read")).Agents[0];
        return agent.Config.At("config_entries", "bootstrap") is ListValue list
            ? [.. list.Items.OfType<MapValue>().Select(e => System.Text.Json.Nodes.JsonNode.Parse(JsonWriter.Write(e).ToString())!.ToJsonString())]
            : [];
    }

    private static string Inventory(string version, string entry) =>
        $$"""
        { "consul": { "version": "{{version}}" }, "agent": { "config_entries": { "bootstrap": [{{entry}}] } },
          "datacenters": { "dc1": { "servers": { "hosts": { "s[1:3]": { "address": "10.0.0.[1:3]" } } } } } }
        """;
}
