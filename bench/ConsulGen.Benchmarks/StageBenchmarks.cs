using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Emitters.Building;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Resolving;
using ConsulGen.Core.Schema;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Benchmarks;

/// <summary>The stages of a build one by one, each on what the one before made.</summary>
[MemoryDiagnoser]
public class StageBenchmarks
{
    private SourceText _source = new("scale.yml", "");
    private YamlMapping? _root;
    private Inventory? _inventory;
    private Topology? _topology;

    [Params(100, 1000)]
    public int Hosts { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var findings = new FindingBag();
        _source = new SourceText("scale.yml", Text(Hosts));
        _root = Read();
        Validate();
        _inventory = InventoryReader.Read(Made(_root), "scale", findings);
        _topology = TopologyResolver.Resolve(_inventory, findings);
        if (findings.Findings.Count > 0) throw new InvalidOperationException(findings.Findings[0].Message);
    }

    [Benchmark]
    public YamlMapping? Read() => YamlReader.Read(_source, new FindingBag());

    [Benchmark]
    public int Validate()
    {
        var findings = new FindingBag();
        SchemaValidator.Validate(Made(_root), findings);
        return findings.Findings.Count;
    }

    [Benchmark]
    public Topology Resolve()
    {
        var findings = new FindingBag();
        return TopologyResolver.Resolve(InventoryReader.Read(Made(_root), "scale", findings), findings);
    }

    [Benchmark]
    public int Lint()
    {
        var findings = new FindingBag();
        Linter.Run(Made(_topology), findings);
        return findings.Findings.Count;
    }

    [Benchmark]
    public BundleIndex Render() => BundleBuilder.Build(Made(_topology)).Index();

    private static T Made<T>(T? value)
        where T : class => value ?? throw new InvalidOperationException("the stage before made nothing");

    /// <summary>Each host by itself, which is more work than a range.</summary>
    private static string Text(int hosts)
    {
        var text = new StringBuilder("""
            consulgen: 1
            consul: { version: 1.10.11 }
            agent: { data_dir: /var/lib/consul, client_addr: 0.0.0.0, advertise_addr: "${address}" }
            services:
              node-exporter:
                port: 9100
                address: "${address}"
                tags: [node-exporter]
                checks: [{ http: "http://${address}:9100/metrics", interval: 10s }]
            datacenters:
              dc1:
                servers: { hosts: { "s[1:5]": { address: "10.255.0.[1:5]" } } }
                clients:
                  hosts:

            """);
        for (var i = 0; i < hosts - 5; i++) text.Append(CultureInfo.InvariantCulture, $"        n{i}: {{ address: 10.1.{i / 250}.{(i % 250) + 1} }}\n");
        return text.ToString();
    }
}
