using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

/// <summary>
/// A service's check without an id gets <c>service:ID</c>, with a number where there are more; the agent's own takes its name:
/// <c>addServiceInternal</c> of agent/agent.go, <c>HealthCheck</c> of agent/structs/check_definition.go; all versions.
/// </summary>
internal sealed class DuplicateCheckId()
    : LintRule("duplicate-check-id", Severity.Error, "Two checks of an agent share an id")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
        {
            if (defined.Checks.Length < 2) continue;
            var places = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
            foreach (var (id, place) in Ids(defined))
            {
                if (places.TryAdd(id, place)) continue;
                var first = places[id];
                report(
                    place.PlaceOr(defined.Agent),
                    $"the check id \"{id}\" is already used{(first == place || !first.Exists ? "" : " at " + first.Describe(place))}: of two checks with one "
                        + $"id the agent keeps only the one that it reads last, and what the other one watched looks healthy for ever",
                    "give one of the two another id, or none to a service's check: it then gets its service's");
            }
        }
    }

    private static IEnumerable<(string Id, SourceSpan Place)> Ids(AgentDefinitions defined)
    {
        foreach (var service in defined.Services)
        {
            var checks = AgentDefinitions.ChecksOf(service);
            for (var i = 0; i < checks.Length; i++)
                if (Text(checks[i], "id") is { } id) yield return (id.Text, id.Span);
                else if (checks[i]["id"] is null && DefinitionKeys.IdOf(service) is { } owner)
                    yield return ($"service:{owner.Text}{(checks.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $":{i + 1}") : "")}", checks[i].Span);
        }

        foreach (var check in defined.OwnChecks)
            if (DefinitionKeys.IdOf(check) is { } id) yield return (id.Text, id.Span);
    }

    private static ScalarValue? Text(MapValue check, string key) =>
        check[key] is ScalarValue { Kind: not ScalarKind.Null, HasPlaceholders: false, Text.Length: > 0 } text ? text : null;
}
