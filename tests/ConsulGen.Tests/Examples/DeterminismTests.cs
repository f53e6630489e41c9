using System.Globalization;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace ConsulGen.Tests.Examples;

/// <summary>The same inventory gives the same bytes, whatever the machine.</summary>
public class DeterminismTests
{
    public static TheoryData<string> Names => [.. Repository.Inventories];

    /// <summary>A release of each line that the tables know.</summary>
    public static IEnumerable<string> Versions => UpgradePath.Lines.Append(ConsulVersion.Newest).Select(v => v.ToString());

    [Theory]
    [MemberData(nameof(Names))]
    public void a_culture_changes_nothing(string name)
    {
        var expected = Build(name);
        foreach (var culture in new[] { "tr-TR", "ar-SA", "de-DE" }) AssertEqual(expected, WithCulture(culture, () => Build(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void the_order_of_keys_changes_nothing(string name)
    {
        var expected = Build(name);
        for (var seed = 1; seed <= 5; seed++) AssertEqual(expected, Inputs.Built(Inputs.Compile(Shuffle(name, new Random(seed)))));
    }

    [ConsumerTheory("env")]
    [InlineData("Asia/Kolkata", "tr_TR.UTF-8")]
    [InlineData("America/St_Johns", "C")]
    public void a_machine_changes_nothing(string zone, string locale)
    {
        using var here = new ScratchFolder();
        string[] machine = [$"TZ={zone}", $"LC_ALL={locale}", "HOSTNAME=elsewhere", "USER=somebody", "umask=077"];
        var lines = Repository.Inventories.Select(name => (string[])["build", Repository.PathOf($"inventories/{name}.yml"), "-o", "out"]);
        var ran = OtherProcess.RunLines(machine, lines, here.Path);
        Assert.True(ran.ExitCode == 0, ran.Error);
        foreach (var expected in Repository.Inventories.Select(Build))
            foreach (var file in expected.Files) Assert.Equal(file.Text, File.ReadAllText(here[$"out/{expected.Name}/{file.Path}"]));
    }

    [Fact]
    public void every_version_builds_the_same_twice()
    {
        foreach (var version in Versions)
        {
            var yaml = $$"""
                name: any
                consul: { version: {{version}} }
                agent: { data_dir: /opt/consul, log_level: INFO, client_addr: 0.0.0.0 }
                services: { web: { port: 80, tags: [a], checks: [{ tcp: "${address}:80", interval: 10s }] } }
                datacenters:
                  dc1: { servers: { hosts: { "a[1:3]": { address: "10.0.0.[1:3]" } } } }
                  dc2: { servers: { hosts: { "b[1:3]": { address: "fd00::[1:3]" } } }, clients: { hosts: { c: { address: c.example.com } } } }
                prometheus: { scrape_agents: true, alerts: true }
                """;
            var compilation = Inputs.Compile(yaml);
            Assert.False(compilation.HasErrors, version);
            AssertEqual(Inputs.Built(compilation), WithCulture("tr-TR", () => Inputs.Build(yaml)));
        }
    }

    private static Bundle Build(string name) => Inputs.Built(Inputs.CompileFile(Repository.PathOf($"inventories/{name}.yml")));

    private static void AssertEqual(Bundle expected, Bundle actual)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Files.AsEnumerable(), actual.Files.AsEnumerable());
    }

    private static T WithCulture<T>(string culture, Func<T> action)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Shuffle(string name, Random random)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Repository.PathOf($"inventories/{name}.yml"))));
        Shuffle(stream.Documents[0].RootNode, random);
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        stream.Save(writer, assignAnchors: false);
        return writer.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    private static void Shuffle(YamlNode node, Random random)
    {
        if (node is YamlSequenceNode sequence)
        {
            foreach (var item in sequence) Shuffle(item, random);
        }
        else if (node is YamlMappingNode mapping)
        {
            var entries = mapping.Children.ToArray();
            random.Shuffle(entries);
            mapping.Children.Clear();
            foreach (var (key, value) in entries)
            {
                Shuffle(value, random);
                mapping.Add(key, value);
            }
        }
    }
}
