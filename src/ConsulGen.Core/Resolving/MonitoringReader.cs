using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>Reads the inventory's <c>prometheus</c> block.</summary>
internal static class MonitoringReader
{
    /// <summary>The jobs that <c>scrape_agents</c> makes.</summary>
    private static readonly ImmutableArray<string> ReservedJobs = ["consul", "consul-https"];

    public static Monitoring? Read(MapValue? prometheus, FindingBag findings)
    {
        if (prometheus is null) return null;
        foreach (var job in prometheus.Map("jobs").Entries.Where(j => ReservedJobs.Contains(j.Key)))
            findings.Add(
                "value-not-allowed",
                job.KeySpan,
                $"\"{job.Key}\" is the scrape job of the agents, and Prometheus takes a name once",
                "choose another name");
        foreach (var job in prometheus.Map("jobs").Entries.Where(j => j.Key.Trim().Length == 0))
            findings.Add("name-form", job.KeySpan, "a scrape job has no name", "give it one");
        return new Monitoring
        {
            ScrapeAgents = prometheus.Flag("scrape_agents") ?? false,
            Alerts = prometheus.Flag("alerts") ?? false,
            AlertsSpan = prometheus["alerts"]?.Span ?? SourceSpan.None,
            TokenFile = File(prometheus, "token_file", findings),
            CaFile = File(prometheus, "ca_file", findings),
            Client = Client(prometheus, findings),
            ScrapeInterval = prometheus.Text("scrape_interval"),
            Addresses = new SourceReader(findings).Read("prometheus.address", prometheus["address"]),
            Jobs = [.. prometheus.Map("jobs").Entries.Where(e => e.Value is MapValue).Select(e => ReadJob(e, (MapValue)e.Value)).OfType<ScrapeJob>()],
        };
    }

    private static ScrapeJob? ReadJob(Entry entry, MapValue job)
    {
        // A job without a tag is the schema's finding.
        if (job.Text("tag") is not { } tag) return null;
        return new ScrapeJob(entry.Key, tag, entry.KeySpan)
        {
            MetricsPath = job.Text("metrics_path"),
            Scheme = job.Text("scheme"),
            Interval = job.Text("scrape_interval"),
            MetaLabels = job["meta_labels"] is ListValue labels ? [.. labels.Items.OfType<ScalarValue>().Select(l => l.Text)] : [],
        };
    }

    private static (string Certificate, string Key)? Client(MapValue prometheus, FindingBag findings)
    {
        var (certificate, key) = (File(prometheus, "cert_file", findings), File(prometheus, "key_file", findings));
        if (certificate is not null && key is not null) return (certificate, key);
        if ((prometheus["cert_file"] ?? prometheus["key_file"]) is { } half and not ScalarValue { Kind: ScalarKind.Null })
            findings.Add("missing-key", half.Span, "cert_file and key_file are of use together only", $"add {(key is null ? "key_file" : "cert_file")}");
        return null;
    }

    private static string? File(MapValue prometheus, string key, FindingBag findings)
    {
        if (prometheus[key] is not ScalarValue { Kind: ScalarKind.String } file) return null;
        if (!NameForms.IsAbsolutePath(file.Text))
            findings.Add(
                "path-form",
                file.Span,
                $"{key} \"{Shortened.Of(file.Text)}\" is not a path: {NameForms.PathExpected}",
                "name the file on the Prometheus machine by its full path");
        return file.Text;
    }
}
