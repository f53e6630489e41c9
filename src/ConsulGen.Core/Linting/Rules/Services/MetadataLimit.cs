using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class MetadataLimit()
    : LintRule("metadata-limit", Severity.Error, "Metadata of a node or service is more or other than Consul takes")
{
    private const int MostPairs = 64;
    private const int LongestKey = 128;
    private const int LongestValue = 512;

    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
        {
            Check("node_meta", defined.Agent.Config.Find("node_meta"), defined.Agent, report, null);
            foreach (var service in defined.Services)
                Check("meta", service.Find("meta"), defined.Agent, report, service.Text("kind") == "mesh-gateway" ? MeshGateways.FederationKey : null);
        }
    }

    /// <param name="own">A key of Consul's own that may stand there.</param>
    private static void Check(string name, Entry? entry, Agent agent, Report report, string? own)
    {
        if (entry is not { Value: MapValue meta } place) return;
        if (meta.Entries.Length > MostPairs)
            report(
                place.KeySpan.PlaceOr(agent),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} has {meta.Entries.Length} pairs, but Consul takes at most {MostPairs}, and refuses to start"),
                "remove some");
        foreach (var pair in meta.Entries)
        {
            if (!KeyPlaceholder.IsIn(pair.Key) && pair.Key != own && Fault(pair.Key) is { } fault)
                report(
                    pair.KeySpan.PlaceOr(agent),
                    $"the key \"{Shortened.Of(pair.Key)}\" of {name} {fault}, and Consul refuses to start",
                    "use letters, digits, \"-\" and \"_\", at most 128");
            if (pair.Value is ScalarValue value && System.Text.Encoding.UTF8.GetByteCount(value.Text) is var length && length > LongestValue)
                report(
                    value.Span.PlaceOr(agent),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the value of {name}.{pair.Key} has {length} bytes, but Consul takes at most {LongestValue}, and refuses to start"),
                    "shorten it, or put it into the key-value store");
        }
    }

    private static string? Fault(string key) => key switch
    {
        "" => "is empty",
        { Length: > LongestKey } => "is longer than 128 characters",
        _ when key.StartsWith("consul-", StringComparison.Ordinal) => "begins with \"consul-\", which is kept for Consul itself",
        _ when !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') => "has a character other than letters, digits, \"-\" and \"_\"",
        _ => null,
    };
}
