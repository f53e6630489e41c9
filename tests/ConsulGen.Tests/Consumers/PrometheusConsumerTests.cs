using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ConsulGen.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace ConsulGen.Tests.Consumers;

/// <summary>What Prometheus makes of its configuration. Debian's is built without Consul's discovery, so that one is exchanged for fixed targets.</summary>
public class PrometheusConsumerTests
{
    private const string Config = "prometheus.yml";
    private const string Discovery = "consul_sd_configs";
    private const string ServiceMeta = "__meta_consul_service_metadata_";
    private const string Target = "10.1.2.3:9100";

    /// <summary>All fields of consul_sd_config in Prometheus's documentation; at most one of the authorizations may stand.</summary>
    private static readonly string[] Fields =
    [
        "server", "path_prefix", "token", "datacenter", "namespace", "partition", "scheme", "username", "password", "services", "tags", "node_meta", "filter",
        "health_filter", "tag_separator", "allow_stale", "refresh_interval", "authorization", "basic_auth", "oauth2", "tls_config", "proxy_url", "no_proxy",
        "proxy_from_environment", "proxy_connect_header", "follow_redirects", "enable_http2", "http_headers",
    ];

    private static readonly Lazy<string> Certificate = new(() =>
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem();
    });

    private static readonly string[] Authorizations = ["token", "authorization", "basic_auth", "oauth2", "username"];

    public static TheoryData<string> Bundles => [.. BundleHost.Bundles.Where(b => File.Exists(PathOf(b, Config)))];

    /// <summary>The jobs that find their targets through Consul.</summary>
    public static TheoryData<string, string> Jobs
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var bundle in BundleHost.Bundles.Where(b => File.Exists(PathOf(b, Config))))
                foreach (var job in ScrapeConfigs(Load(bundle)).Where(j => j.Children.ContainsKey(Discovery))) rows.Add(bundle, Text(job["job_name"]));
            return rows;
        }
    }

    [ConsumerTheory("promtool")]
    [MemberData(nameof(Bundles))]
    public void promtool_takes_the_configuration(string bundle)
    {
        using var folder = Exchanged(bundle, _ => []);

        var ran = Run.Program(Programs.Path("promtool"), ["check", "config", folder[Config]]);

        Assert.True(ran.ExitCode == 0, ran.Error + ran.Out);
        Assert.DoesNotContain("WARNING", ran.Error + ran.Out, StringComparison.OrdinalIgnoreCase);
    }

    [ConsumerTheory("promtool")]
    [MemberData(nameof(Bundles))]
    public void promtool_takes_the_rules_and_their_tests_pass(string bundle)
    {
        foreach (var rules in Directory.GetFiles(PathOf(bundle, "rules"), "*.rules.yml"))
        {
            var check = Run.Program(Programs.Path("promtool"), ["check", "rules", "--lint-fatal", rules]);
            var test = Run.Program(Programs.Path("promtool"), ["test", "rules", Path.ChangeExtension(rules, ".test.yml")]);

            Assert.True(check.ExitCode == 0, check.Error + check.Out);
            Assert.True(test.ExitCode == 0, test.Error + test.Out);
            Assert.Contains("SUCCESS", test.Out, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void a_discovery_has_only_fields_that_prometheus_knows(string bundle, string job)
    {
        var discoveries = (YamlSequenceNode)Job(Load(bundle), job)[Discovery];

        Assert.NotEmpty(discoveries);
        Assert.All(discoveries.Cast<YamlMappingNode>(), discovery =>
        {
            var fields = discovery.Children.Keys.Select(Text).ToList();
            Assert.Subset(Fields.ToHashSet(StringComparer.Ordinal), fields.ToHashSet(StringComparer.Ordinal));
            Assert.InRange(fields.Count(Authorizations.Contains), 0, 1);
            // Without it, Prometheus asks the agent for its own, which takes more rights.
            Assert.Contains("datacenter", fields);
            Assert.Matches(@"^(\[[0-9a-f:]+\]|[^:\[\]/]+):[0-9]+$", Text(discovery["server"]));
        });
    }

    /// <summary>A service's meta belongs to whoever registers it, and becomes labels.</summary>
    [ConsumerTheory("promtool")]
    [MemberData(nameof(Jobs))]
    public void a_service_cannot_change_its_address_or_its_job(string bundle, string job)
    {
        string[] reserved = ["__address__", "__scheme__", "__metrics_path__", "__param_target", "__scrape_interval__", "job", "instance"];
        var evil = reserved.ToDictionary(r => ServiceMeta + r, _ => "evil", StringComparer.Ordinal);
        using var folder = Exchanged(bundle, discovery => [Labels(discovery, ","), Labels(discovery, ",", evil), Labels(discovery, "x")]);

        var ran = Run.Program(Programs.Path("promtool"), ["check", "service-discovery", "--timeout=1s", folder[Config], job]);

        Assert.True(ran.ExitCode == 0, ran.Error + ran.Out);
        using var document = JsonDocument.Parse(ran.Out);
        var targets = document.RootElement.EnumerateArray().ToLookup(
            t => t.GetProperty("discoveredLabels").TryGetProperty(ServiceMeta + "job", out _)
                ? "evil"
                : Label(t, "discoveredLabels", "__meta_consul_tags")?[..1]);
        Assert.All(targets[","], t => Assert.Equal(Target, Label(t, "labels", "__address__")));
        Assert.All(targets[","], t => Assert.Equal(job, Label(t, "labels", "job")));
        Assert.NotEmpty(targets[","]);
        // Every key of meta may become a label, but one of its own.
        var taken = targets["evil"].SelectMany(t => t.GetProperty("labels").EnumerateObject()).Where(l => l.Value.GetString() == "evil").Select(l => l.Name);
        Assert.Empty(taken.Intersect(reserved));
        Assert.Equal(Final(targets[","]), Final(targets["evil"]));
        // A tag that only looks like the job's is another.
        Assert.All(targets["x"], t => Assert.Equal("{}", t.GetProperty("labels").GetRawText()));
    }

    private static IEnumerable<string> Final(IEnumerable<JsonElement> targets) =>
        targets
            .Select(t => string.Join(
                ' ',
                t.GetProperty("labels").EnumerateObject()
                    .Where(l => l.Value.GetString() != "evil")
                    .Select(l => $"{l.Name}={l.Value}")
                    .Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal);

    private static string? Label(JsonElement target, string labels, string name) =>
        target.GetProperty(labels).TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>What Consul's discovery says of a service with the tags that are looked for, each with something before it.</summary>
    private static Dictionary<string, string> Labels(YamlMappingNode discovery, string before, Dictionary<string, string>? more = null) => new(
        more ?? [],
        StringComparer.Ordinal)
    {
        ["__meta_consul_tags"] = string.Concat(Texts(discovery, "tags").Select(t => before + t)) + ",",
        ["__meta_consul_service"] = Texts(discovery, "services").FirstOrDefault("web"),
        ["__meta_consul_service_id"] = "web-1",
        ["__meta_consul_dc"] = Text(discovery["datacenter"]),
        ["__meta_consul_node"] = "n1",
        ["__meta_consul_address"] = "10.1.2.3",
        [ServiceMeta + "unheard_of"] = "x",
    };

    /// <summary>The bundle's Prometheus folder with fixed targets, one for each set of labels, in place of each discovery.</summary>
    private static ScratchFolder Exchanged(string bundle, Func<YamlMappingNode, Dictionary<string, string>[]> targets)
    {
        var folder = new ScratchFolder();
        foreach (var file in Directory.GetFiles(PathOf(bundle, ""), "*", SearchOption.AllDirectories))
            folder.Write(Path.GetRelativePath(PathOf(bundle, ""), file), File.ReadAllText(file));
        var config = Load(bundle);
        // They are on Prometheus's machine, and promtool looks for them.
        foreach (var map in config.AllNodes.OfType<YamlMappingNode>().Where(m => m.Children.ContainsKey("credentials_file")).ToList())
            map.Children["credentials_file"] = folder.Write("token", "x");
        foreach (var map in config.AllNodes.OfType<YamlMappingNode>().Where(m => m.Children.ContainsKey("ca_file")).ToList())
            map.Children["ca_file"] = folder.Write("ca.pem", Certificate.Value);
        foreach (var job in ScrapeConfigs(config).Where(j => j.Children.ContainsKey(Discovery)))
        {
            job.Children.Remove(Discovery, out var discoveries);
            job.Add("static_configs", new YamlSequenceNode(
                from discovery in ((YamlSequenceNode)discoveries!).Cast<YamlMappingNode>()
                from labels in targets(discovery)
                select new YamlMappingNode(
                    "targets", new YamlSequenceNode(new YamlScalarNode(Target)),
                    "labels", new YamlMappingNode(labels.SelectMany(l => new YamlNode[] { new YamlScalarNode(l.Key), new YamlScalarNode(l.Value) })))));
        }

        using var writer = new StreamWriter(folder[Config]);
        new YamlStream(new YamlDocument(config)).Save(writer, assignAnchors: false);
        return folder;
    }

    private static YamlMappingNode Load(string bundle)
    {
        using var reader = new StreamReader(PathOf(bundle, Config));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static IEnumerable<YamlMappingNode> ScrapeConfigs(YamlMappingNode config) => ((YamlSequenceNode)config["scrape_configs"]).Cast<YamlMappingNode>();

    private static YamlMappingNode Job(YamlMappingNode config, string name) => ScrapeConfigs(config).Single(j => Text(j["job_name"]) == name);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static IEnumerable<string> Texts(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var list) ? ((YamlSequenceNode)list).Select(Text) : [];

    private static string PathOf(string bundle, string file) => Repository.PathOf($"output/{bundle}/prometheus/{file}");
}
