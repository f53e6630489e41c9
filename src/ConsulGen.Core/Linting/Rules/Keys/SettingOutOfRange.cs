using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class SettingOutOfRange()
    : AgentKeyRule("setting-out-of-range", Severity.Error, "A number is outside the range that the target version takes")
{
    private const double Unlimited = double.MaxValue;

    public override void Check(Agent agent, in AgentKeyWalk.Visit visit, Report report)
    {
        if (visit.Entry.Value is not ScalarValue value || Fault(agent, visit.Path, value) is not { } expected) return;
        report(
            agent.PlaceOf(value),
            $"{visit.Name} is {Shortened.Of(value.Text)}, but Consul {agent.Version} expects {expected}: the agent refuses to start",
            "choose a number in this range, or remove the key: the default is good");
    }

    /// <summary>What Consul expects in place of the value; null when it is good, or no number at all.</summary>
    private static string? Fault(Agent agent, string path, ScalarValue value)
    {
        if (LeastTime(path) is var (seconds, words))
            return GoDuration.Seconds(value.Text) < seconds ? words + " or more" : null;
        if (value.Kind is not (ScalarKind.Integer or ScalarKind.Float)
            || !double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
        if (path == "cache.entry_fetch_rate") return number > 0 ? null : "more than 0";
        return Range(agent, path, number) is var (least, most) && (number < least || number > most) ? Words(least, most) : null;
    }

    /// <summary>Consul takes 0 of the two protocols for its default (run with 1.1.0 and 1.8.4).</summary>
    private static (double Least, double Most)? Range(Agent agent, string path, double number) => path switch
    {
        "autopilot.max_trailing_logs" or "bootstrap_expect" or "check.output_max_size" or "dns_config.a_record_limit" or "dns_config.udp_answer_limit" =>
            (0, Unlimited),
        "cache.entry_fetch_max_burst" or "check_output_max_size" => (1, Unlimited),
        "performance.raft_multiplier" => (1, 10),
        "protocol" when number != 0 => (2, 3),
        "raft_logstore.wal.segment_size_mb" when agent.IsServer => (1, 1024),
        // 1.9.0 refuses older ones even on clients; before, only servers look at it.
        "raft_protocol" when agent.Version.Has(Feature.RaftProtocolThreeOnly) => (3, 3),
        "raft_protocol" when agent.IsServer && number != 0 => (1, 3),
        "service.proxy.expose.paths[].listener_port" or "service.weights.passing" => (1, 65535),
        "service.weights.warning" => (0, 65535),
        _ when AgentKeys.Instance.Find(path)?.Type == "uint" => (0, Unlimited),
        _ => null,
    };

    private static (double Seconds, string Words)? LeastTime(string path) => path switch
    {
        // A time of 0 is no "never" (agent/config/builder.go before 2.0.0), whatever the documentation says.
        "http_config.idle_timeout" => (10, "10s"),
        "http_config.read_header_timeout" or "http_config.read_timeout" or "http_config.write_timeout" => (1, "1s"),
        "performance.grpc_keepalive_interval" or "performance.grpc_keepalive_timeout" => (1, "1s"),
        "server_rejoin_age_max" => (6 * 60 * 60, "6h"),
        _ => null,
    };

    private static string Words(double least, double most) => most switch
    {
        Unlimited => string.Create(CultureInfo.InvariantCulture, $"at least {least}"),
        _ when least == most => string.Create(CultureInfo.InvariantCulture, $"{least}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"),
    };
}
