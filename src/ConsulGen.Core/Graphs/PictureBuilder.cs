using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Graphs;

/// <summary>The whole picture: the datacenters, what connects them, and Prometheus.</summary>
internal static class PictureBuilder
{
    private const int MostJobs = 6;

    public static TopologyPicture Build(Topology topology)
    {
        var ids = new PictureIds();
        var primary = topology.Datacenters.Length > 1 ? PrimaryDatacenter.NameIn(topology) : null;
        ImmutableArray<DatacenterBox> boxes = [.. topology.Datacenters.Select(d => DatacenterPicture.Of(d, primary, ids.Next('d')))];
        var boxOf = boxes.ToDictionary(b => b.Name, b => b.Id, StringComparer.Ordinal);
        var flows = Wan(topology, boxOf, ids).ToList();
        PictureNode? prometheus = null;
        if (topology.Monitoring is { } monitoring)
        {
            prometheus = new PictureNode(ids.Next('n'), NodeKind.Prometheus, "Prometheus", []);
            foreach (var datacenter in topology.Datacenters)
                if (Scraped(datacenter, monitoring) is { IsEmpty: false } label)
                    flows.Add(new Flow(ids.Next('f'), FlowKind.Scrape, [prometheus.Id], [boxOf[datacenter.Name]], label));
        }

        return new TopologyPicture(topology.Name, boxes, prometheus, [.. flows]);
    }

    private static IEnumerable<Flow> Wan(Topology topology, Dictionary<string, string> boxOf, PictureIds ids)
    {
        foreach (var (members, isCertain) in WanPool.Of(topology))
        {
            var servers = members.SelectMany(d => d.Servers).ToList();
            var label = servers.Exists(s => s.Mesh.FederatesThroughGateways)
                ? "wan, through mesh gateways"
                : "wan " + PortWords.All(servers, Conversations.AcrossDatacenters);
            yield return new Flow(
                ids.Next('f'),
                FlowKind.Wan,
                [.. members.Select(d => boxOf[d.Name])],
                [],
                isCertain ? [label] : [label, "who joins whom, only the hosts know"]);
        }
    }

    /// <summary>What Prometheus asks of a datacenter: its agents, who tells it the services, and these.</summary>
    private static ImmutableArray<string> Scraped(Datacenter datacenter, Monitoring monitoring)
    {
        var lines = new List<string>();
        if (monitoring.ScrapeAgents)
            lines.Add(PortWords.Join(datacenter.Agents
                .Where(a => a.Address.Length > 0)
                .Select(a => (Agent: a, Port: MetricsPort.Of(a)))
                .Where(a => a.Port is not null)
                .GroupBy(a => a.Port ?? "", a => a.Agent, StringComparer.Ordinal)
                .Select(g => PortWords.Of(g, g.Key))) is { Length: > 0 } agents ? "agents " + agents : "");
        if (!monitoring.Jobs.IsEmpty && Discovery.Of(datacenter) is [var first, ..] asked)
            lines.Add($"{(first.Host is LoadBalancer ? "load balancers" : "servers")} " + PortWords.Join(asked
                .GroupBy(d => d.Scheme, StringComparer.Ordinal)
                .Select(g => PortWords.Of(g.Key, g.Select(d => d.Port)))));
        var jobs = monitoring.Jobs.Select(j => Services(datacenter, j)).Where(j => j.Length > 0).ToList();
        lines.AddRange(jobs.Take(MostJobs));
        if (jobs.Count > MostJobs) lines.Add(string.Create(CultureInfo.InvariantCulture, $"and {jobs.Count - MostJobs} more jobs"));
        return [.. lines.Where(l => l.Length > 0)];
    }

    /// <summary>The ports of the services that a job finds; empty where there are none.</summary>
    private static string Services(Datacenter datacenter, ScrapeJob job)
    {
        // Hosts share their group's lists.
        var known = new Dictionary<ListValue, bool>(ReferenceEqualityComparer.Instance);
        var ports = new HashSet<int>();
        foreach (var service in datacenter.Agents.SelectMany(a => a.Services))
        {
            if (service.Definition["tags"] is not ListValue tags) continue;
            if (!known.TryGetValue(tags, out var has)) known[tags] = has = tags.Items.Any(t => t is ScalarValue tag && tag.Text == job.Tag);
            if (has && service.Definition.Number("port") is { } port) ports.Add(port);
        }

        return PortWords.Of("services " + job.Name, ports);
    }
}
