using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.LoadBalancing;

internal sealed class ShortProxyTimeout()
    : LintRule("short-proxy-timeout", Severity.Warning, "A load balancer cuts blocking queries off")
{
    private const double Standard = 600;

    public override void Check(Topology topology, Report report)
    {
        foreach (var balancer in topology.LoadBalancers)
            foreach (var listener in balancer.Listeners.Where(l => l.Name.Name is "http" or "https" && !l.Backends.IsEmpty))
            {
                var timeout = balancer.Nginx.Map(listener.Name.Name)["proxy_timeout"] ?? balancer.Nginx["proxy_timeout"];
                if (timeout is not ScalarValue { Kind: ScalarKind.String or ScalarKind.Integer } value || Seconds(value.Text) is not { } seconds) continue;
                // Consul adds up to a sixteenth, so that not all queries end at once.
                var longest = listener.Backends.Max(LongestQuery) * 17 / 16;
                if (seconds > longest) continue;
                report(
                    value.Span.Exists ? value.Span : listener.Span,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"proxy_timeout is {value.Text}, but a blocking query over {listener.Name.Name} may be silent for {Math.Ceiling(longest)} s: "
                            + $"nginx closes it before"),
                    "remove it, and 11m is derived; or set more than the longest query");
            }
    }

    /// <summary>What <c>max_query_time</c> allows (since 1.7.0); none where that cannot be read, so that nothing is said of it.</summary>
    private static double LongestQuery(Agent agent) => agent.Config["max_query_time"] switch
    {
        null => Standard,
        ScalarValue { Kind: ScalarKind.String } time => GoDuration.Seconds(time.Text) ?? 0,
        _ => 0,
    };

    /// <summary>nginx's own form: <c>90</c>, <c>10m</c>, <c>1h 30m</c>. Null for one of another form.</summary>
    private static double? Seconds(string text)
    {
        if (text.All(char.IsAsciiDigit)) text += "s";
        var compact = text.Replace(" ", "", StringComparison.Ordinal);
        return compact.All(c => char.IsAsciiDigit(c) || c is 'm' or 's' or 'h') ? GoDuration.Seconds(compact) : null;
    }
}
