using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class CheckWithoutInterval()
    : LintRule("check-without-interval", Severity.Error, "A check lacks the interval or time to live that its type needs, or has both")
{
    /// <summary>Types that the agent runs by itself; which of them a release has, the table of keys says.</summary>
    private static readonly ImmutableArray<string> Run = ["args", "grpc", "h2ping", "http", "os_service", "tcp", "udp"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
            foreach (var check in defined.Checks)
                if (Problem(check, defined.Agent) is var (key, problem, help) && DefinitionKeys.IsKnown(check, "check.", defined.Agent.Version))
                    report(PlaceOf(key, check).PlaceOr(defined.Agent), $"{problem}: {Refusal(defined.Agent)}", help);
    }

    /// <summary>With the key that is wrong, if it is one.</summary>
    private static (string? Key, string Problem, string Help)? Problem(MapValue check, Agent agent)
    {
        // A duration that is none, or a secret, says nothing here.
        if (Length(check, "interval") is not { } interval || Length(check, "ttl") is not { } ttl) return null;
        var type = TypeOf(check);
        var isAlias = DefinitionKeys.Has(check, "alias_node") || DefinitionKeys.Has(check, "alias_service");
        if (interval > 0 && ttl > 0)
            return (
                "ttl",
                "the check has an interval and a ttl, but either the agent runs it or somebody reports",
                type is null ? "remove the interval" : "remove the ttl");
        if (isAlias && type is not null)
            return (type, $"the check is an alias and of type {type} too, but an alias only repeats what it stands for", "make two checks of it");
        if (isAlias && ttl > 0)
            return ("ttl", "the check is an alias and has a ttl, but an alias only repeats what it stands for", "remove the ttl");
        if (type is not null && interval <= 0)
            return (check["interval"] is null ? type : "interval", $"the {type} check has no interval above 0", "give it an interval, such as interval: 10s");
        if (type is null && !isAlias && ttl <= 0)
            return (
                null,
                "the check has nothing to run and no ttl above 0 in which somebody reports",
                $"give it a ttl, or one of {KnownTypes(agent)} with an interval");
        return null;
    }

    private static string Refusal(Agent agent) => agent.Version.Has(Feature.ChecksReadAtLoad)
        ? "Consul refuses the configuration"
        : "Consul refuses to start, though validate passes";

    private static SourceSpan PlaceOf(string? key, MapValue check) =>
        key is not null ? check.Find(key)?.KeySpan ?? SourceSpan.None
        : check.Span.Exists ? check.Span
        : check.Entries.Select(e => e.KeySpan).FirstOrDefault(s => s.Exists);

    private static string? TypeOf(MapValue check)
    {
        foreach (var type in Run)
            if (DefinitionKeys.Has(check, type)) return type;
        return null;
    }

    private static string KnownTypes(Agent agent) =>
        string.Join(", ", Run.Where(type => Consul.Keys.AgentKeys.Instance.Find("check." + type) is { } key && key.IsKnownTo(agent.Version)));

    /// <summary>In seconds, 0 when it is not set.</summary>
    private static double? Length(MapValue check, string key) => check[key] switch
    {
        null => 0,
        ScalarValue { Kind: ScalarKind.String, Text: "" } => 0,
        ScalarValue { Kind: ScalarKind.String } value => GoDuration.Seconds(value.Text),
        _ => null,
    };
}
