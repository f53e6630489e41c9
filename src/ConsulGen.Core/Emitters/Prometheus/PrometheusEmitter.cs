using ConsulGen.Core.Bundles;
using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Prometheus;

/// <summary>Prometheus's configuration: the agents themselves, and the services that it finds in Consul by tag.</summary>
internal sealed class PrometheusEmitter : ITopologyEmitter
{
    /// <summary>The scrape job of the agents; alert rules select by it.</summary>
    public const string AgentJob = "consul";

    public IEnumerable<BundleFile> Emit(Topology topology)
    {
        if (topology.Monitoring is not { } monitoring) yield break;
        var interval = ScalarValue.Of(monitoring.ScrapeInterval ?? "15s");
        var document = new List<(string, Value)>
        {
            ("global", MapValue.InOrder(("scrape_interval", interval), ("evaluation_interval", interval))),
        };
        if (monitoring.Alerts) document.Add(("rule_files", ListValue.Of(["rules/consul.rules.yml"])));
        document.Add((
            "scrape_configs",
            new ListValue([.. AgentJobs(topology, monitoring), .. monitoring.Jobs.Select(job => ServiceJob(job, topology, monitoring))])));
        yield return new BundleFile("prometheus/prometheus.yml", new Content(YamlWriter.Write(MapValue.InOrder(document), GeneratedComment.Text)));
    }

    private static IEnumerable<Value> AgentJobs(Topology topology, Monitoring monitoring)
    {
        if (!monitoring.ScrapeAgents) yield break;
        // A scrape job has one scheme.
        foreach (var (port, name) in new[] { ("http", AgentJob), ("https", AgentJob + "-https") })
        {
            var agents = topology.Agents.Where(a => a.Address.Length > 0 && MetricsPort.Of(a) == port).ToList();
            if (agents.Count == 0) continue;
            var job = new List<(string, Value)>
            {
                ("job_name", ScalarValue.Of(name)),
                ("metrics_path", ScalarValue.Of("/v1/agent/metrics")),
                ("scheme", ScalarValue.Of(port)),
                ("params", MapValue.InOrder(("format", ListValue.Of(["prometheus"])))),
            };
            AddToken(job, monitoring);
            if (port == "https") AddTls(job, agents, monitoring);
            job.Add(("static_configs", new ListValue([.. agents.Select(a => Target(a, port))])));
            // Alert rules know one job; the name of a scrape job may stand only once.
            if (name != AgentJob)
                job.Add((
                    "relabel_configs",
                    new ListValue([MapValue.InOrder(("target_label", ScalarValue.Of("job")), ("replacement", ScalarValue.Of(AgentJob)))])));
            yield return MapValue.InOrder(job);
        }
    }

    private static MapValue Target(Agent agent, string port) => MapValue.InOrder(
        ("targets", ListValue.Of([Address.WithPort(agent.Address, agent.Ports[port])])),
        ("labels", MapValue.InOrder(
            ("datacenter", ScalarValue.Of(agent.Datacenter)),
            ("node", ScalarValue.Of(agent.NodeName)),
            ("role", ScalarValue.Of(agent.Role)))));

    private static MapValue ServiceJob(ScrapeJob scrape, Topology topology, Monitoring monitoring)
    {
        var job = new List<(string, Value)> { ("job_name", ScalarValue.Of(scrape.Name)) };
        if (scrape.Interval is not null) job.Add(("scrape_interval", ScalarValue.Of(scrape.Interval)));
        if (scrape.MetricsPath is not null) job.Add(("metrics_path", ScalarValue.Of(scrape.MetricsPath)));
        if (scrape.Scheme is not null) job.Add(("scheme", ScalarValue.Of(scrape.Scheme)));
        job.Add(("consul_sd_configs", new ListValue([.. topology.Datacenters.SelectMany(d => Discoveries(d, scrape, monitoring))])));
        job.Add(("relabel_configs", new ListValue([.. Relabel.Steps(scrape)])));
        return MapValue.InOrder(job);
    }

    /// <summary>
    /// The datacenter is named, because Prometheus would ask /v1/agent/self for it, which needs a right more.
    /// </summary>
    private static IEnumerable<Value> Discoveries(Datacenter datacenter, ScrapeJob scrape, Monitoring monitoring)
    {
        foreach (var asked in Discovery.Of(datacenter))
        {
            var discovery = new List<(string, Value)>
            {
                ("server", ScalarValue.Of(Address.WithPort(asked.Host.Address, asked.Port))),
                ("scheme", ScalarValue.Of(asked.Scheme)),
                ("datacenter", ScalarValue.Of(datacenter.Name)),
                ("tags", ListValue.Of([scrape.Tag])),
            };
            AddToken(discovery, monitoring);
            if (asked.Scheme == "https") AddTls(discovery, datacenter.Agents, monitoring);
            yield return MapValue.InOrder(discovery);
        }
    }

    /// <summary>Who has a CA of its own is not known to the CAs of the Prometheus machine.</summary>
    private static void AddTls(List<(string, Value)> section, IEnumerable<Agent> asked, Monitoring monitoring)
    {
        var tls = new List<(string, Value)>(3);
        if (ScrapeCa.Of(monitoring, asked) is { } ca) tls.Add(("ca_file", ScalarValue.Of(ca)));
        if (monitoring.Client is var (certificate, key)) tls.AddRange([("cert_file", ScalarValue.Of(certificate)), ("key_file", ScalarValue.Of(key))]);
        if (tls.Count > 0) section.Add(("tls_config", MapValue.InOrder(tls)));
    }

    private static void AddToken(List<(string, Value)> section, Monitoring monitoring)
    {
        if (monitoring.TokenFile is { } file) section.Add(("authorization", MapValue.InOrder(("credentials_file", ScalarValue.Of(file)))));
    }
}
