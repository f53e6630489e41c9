using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class CheckWithoutInterval()
    : LintRule("check-without-interval", Severity.Error, "A check lacks the interval or time to live that its type needs, or has both")
{
    /// <summary>Types that the agent runs by itself; which of them a release has, the table of keys says.</summary>
    private static readonly ImmutableArray<string> Run = ["args", "grpc", "h2ping", "http", "os_service", "tcp", "udp"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            foreach (var check in Definitions.AllChecks(agent).Where(c => Definitions.IsKnown(c, "check.", agent.Version)))
                Check(agent, check, report);
    }

    private static void Check(Agent agent, MapValue check, Report report)
    {
        // A duration that is none, or a secret, says nothing here.
        if (Length(check, "interval") is not { } interval || Length(check, "ttl") is not { } ttl) return;
        var refusal = agent.Version.IsAtLeast(1, 11) ? "Consul refuses the configuration" : $"Consul {agent.Version} refuses to start, though validate passes";
        var type = Run.FirstOrDefault(t => Definitions.Has(check, t));
        var isAlias = Definitions.Has(check, "alias_node") || Definitions.Has(check, "alias_service");
        if (interval > 0 && ttl > 0)
            report(Place("ttl"), $"the check has an interval and a ttl, but either the agent runs it or somebody reports: {refusal}", type is null ? "remove the interval" : "remove the ttl");
        else if (isAlias && type is not null)
            report(Place(type), $"the check is an alias and of type {type} too, but an alias only repeats what it stands for: {refusal}", "make two checks of it");
        else if (isAlias && ttl > 0)
            report(Place("ttl"), $"the check is an alias and has a ttl, but an alias only repeats what it stands for: {refusal}", "remove the ttl");
        else if (type is not null && interval <= 0)
            report(Place(check["interval"] is null ? type : "interval"), $"the {type} check has no interval above 0: {refusal}", "give it an interval, such as interval: 10s");
        else if (type is null && !isAlias && ttl <= 0)
            report((check.Span.Exists ? check.Span : check.Entries.Select(e => e.KeySpan).FirstOrDefault(s => s.Exists)).PlaceOr(agent), $"the check has nothing to run and no ttl above 0 in which somebody reports: {refusal}", $"give it a ttl, or one of {string.Join(", ", Run.Where(t => Known(t, agent)))} with an interval");

        Text.SourceSpan Place(string key) => (check.Find(key)?.KeySpan ?? Text.SourceSpan.None).PlaceOr(agent);
    }

    private static bool Known(string type, Agent agent) => Consul.AgentKeys.Instance.Find("check." + type) is { } key && key.IsKnownTo(agent.Version);

    /// <summary>In seconds, 0 when it is not set.</summary>
    private static double? Length(MapValue check, string key) => check[key] switch
    {
        null => 0,
        ScalarValue { Kind: ScalarKind.String, Text: "" } => 0,
        ScalarValue { Kind: ScalarKind.String } value => GoDuration.Seconds(value.Text),
        _ => null,
    };
}
