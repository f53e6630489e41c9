using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core.Inventories;

/// <summary>A danger of a planned change that the author takes, as the inventory's <c>risks</c> says.</summary>
/// <param name="Span">Of the danger's name.</param>
/// <param name="Hosts">Ranges expanded; empty accepts it for all.</param>
/// <param name="Until">The last day for which it is taken, as <c>2027-01-31</c>; null for ever.</param>
public sealed record Risk(string Accept, SourceSpan Span, ImmutableArray<string> Hosts, string Reason, string? Until)
{
    /// <summary>Takes the risks that are whole; the schema reports the others.</summary>
    public static ImmutableArray<Risk> Read(YamlMapping root, FindingBag findings)
    {
        if (root["risks"] is not YamlSequence risks) return [];
        long hosts = 0;
        foreach (var host in risks.Items.OfType<YamlMapping>().SelectMany(HostsOf))
        {
            hosts += HostRange.Parse(host.Text)?.Count ?? 1;
            if (hosts <= Limits.RiskHosts) continue;
            Limits.Report(findings, host.Span, $"{Limits.Count(Limits.RiskHosts)} hosts in its risks", "a risk without hosts is taken for all");
            return [];
        }

        return [.. risks.Items.OfType<YamlMapping>().Select(ReadOne).OfType<Risk>()];
    }

    private static IEnumerable<YamlScalar> HostsOf(YamlMapping map) =>
        map["hosts"] is YamlSequence list ? list.Items.Select(Text).OfType<YamlScalar>() : [];

    private static Risk? ReadOne(YamlMapping map)
    {
        if (Text(map["accept"]) is not { } accept || Text(map["reason"]) is not { } reason) return null;
        return new Risk(accept.Text, accept.Span, [.. HostsOf(map).SelectMany(h => Expand(h.Text))], reason.Text, Text(map["until"])?.Text);
    }

    private static YamlScalar? Text(YamlNode? node) => node is YamlScalar scalar && CoreSchema.Resolve(scalar).Kind != ScalarKind.Null ? scalar : null;

    private static IEnumerable<string> Expand(string host) => HostRange.Parse(host) is { Count: <= Limits.Hosts } range
        ? Enumerable.Range(0, (int)range.Count).Select(i => range[i])
        : [host];
}
