using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class DuplicateServiceId()
    : LintRule("duplicate-service-id", Severity.Error, "Two services of an agent share an id")
{
    public override void Check(Topology topology, Report report)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var defined in topology.Definitions)
        {
            ids.Clear();
            foreach (var service in defined.Services)
            {
                if (DefinitionKeys.IdOf(service) is not { } id || ids.Add(id.Text)) continue;
                Check(defined, report);
                break;
            }
        }
    }

    private static void Check(AgentDefinitions defined, Report report)
    {
        var places = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        foreach (var (id, span) in defined.Services
            .Select(d => (DefinitionKeys.IdOf(d), Place(d, defined.Agent)))
            .Where(s => s.Item1 is not null)
            .OrderBy(s => s.Item2, PlaceOrder.Instance))
        {
            if (id is null || places.TryAdd(id.Text, span)) continue;
            var first = places[id.Text];
            report(
                span,
                $"the service id \"{id.Text}\" is already used{(first == span ? "" : " at " + first.Describe(span))}: "
                    + $"of two services with one id the agent keeps only the one that it reads last",
                "give one of the two another id; the name may be the same");
        }
    }

    /// <summary>The id or the name that stands for it; a key of <c>services</c> is both, and its definition shows where.</summary>
    private static SourceSpan Place(MapValue service, Agent agent)
    {
        var id = DefinitionKeys.IdOf(service)?.Span ?? SourceSpan.None;
        if (id.Exists) return id;
        if (service.Span.Exists) return service.Span;
        return service.Entries.Select(e => e.KeySpan).FirstOrDefault(s => s.Exists).PlaceOr(agent);
    }
}
