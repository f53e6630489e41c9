using System.Globalization;
using ConsulGen.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// The alerts of a release, played over what servers of that release said: a folder of <c>Series</c> is an inventory, and the series of
/// its agents, one value every 15 s, with the alerts that are to fire at a time.
/// </summary>
public class AlertReplayTests
{
    public static TheoryData<string> Recordings =>
        [.. Directory.GetFiles(Repository.PathOf("tests/ConsulGen.Tests/Consumers/Series"), "*.yml").Select(f => Path.GetFileName(f))];

    [ConsumerTheory("promtool")]
    [MemberData(nameof(Recordings))]
    public void alerts_tell_what_happened(string recording)
    {
        using var folder = new ScratchFolder();
        var root = Load(File.ReadAllText(Repository.PathOf($"tests/ConsulGen.Tests/Consumers/Series/{recording}")));
        var bundle = Inputs.Built(Inputs.Compile(Text(root, "inventory")));
        folder.Write("consul.rules.yml", bundle.Text("prometheus/rules/consul.rules.yml"));
        folder.Write("its.test.yml", bundle.Text("prometheus/rules/consul.rules.test.yml"));
        folder.Write("replay.test.yml", Replay(root));

        Passes(folder, "its.test.yml");
        Passes(folder, "replay.test.yml");
    }

    private static void Passes(ScratchFolder folder, string test)
    {
        var ran = Run.Program(Programs.Path("promtool"), ["test", "rules", folder[test]]);
        Assert.True(ran.ExitCode == 0, ran.Error + ran.Out);
    }

    private static string Replay(YamlMappingNode root)
    {
        var text = new System.Text.StringBuilder("rule_files: [consul.rules.yml]\nevaluation_interval: 15s\ntests:\n  - interval: 15s\n    input_series:\n");
        foreach (var series in ((YamlSequenceNode)root["series"]).Cast<YamlMappingNode>())
            text.Append(CultureInfo.InvariantCulture, $"      - {{ series: '{Text(series, "series")}', values: '{Text(series, "values")}' }}\n");
        text.Append("    promql_expr_test:\n");
        foreach (var moment in ((YamlSequenceNode)root["fire"]).Cast<YamlMappingNode>())
        {
            text.Append(CultureInfo.InvariantCulture, $"      - eval_time: {Text(moment, "at")}\n");
            text.Append("        expr: count by (alertname) (ALERTS{alertstate=\"firing\"})\n        exp_samples:\n");
            var samples = ((YamlMappingNode)moment["alerts"]).Children
                .Select(a => $"          - {{ labels: '{{alertname=\"{a.Key}\"}}', value: {a.Value} }}\n")
                .ToList();
            text.Append(samples.Count == 0 ? "          []\n" : string.Concat(samples));
        }

        return text.ToString();
    }

    private static YamlMappingNode Load(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value ?? "";
}
