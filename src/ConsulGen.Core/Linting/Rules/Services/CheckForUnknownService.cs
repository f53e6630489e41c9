using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class CheckForUnknownService()
    : LintRule("check-for-unknown-service", Severity.Error, "A check belongs to a service that its agent does not have")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
            if (defined.OwnChecks.Any(c => c["service_id"] is not null)) Check(defined, report);
    }

    private static void Check(AgentDefinitions defined, Report report)
    {
        var checks = defined.OwnChecks
            .Select(c => c["service_id"])
            .OfType<ScalarValue>()
            .Where(s => s is { Kind: ScalarKind.String, Text.Length: > 0 })
            .ToList();
        var ids = defined.Services.Select(DefinitionKeys.IdOf).ToList();
        // An id that only the host knows may be the one.
        if (ids.Contains(null)) return;
        var known = ids.OfType<ScalarValue>().Select(i => i.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var (service, id) in defined.Services.Zip(ids))
            if (service.At("connect", "sidecar_service") is MapValue && id is not null) known.Add(id.Text + "-sidecar-proxy");
        foreach (var check in checks.Where(c => !known.Contains(c.Text)))
            report(
                check.Span.PlaceOr(defined.Agent),
                $"the check belongs to the service with the id \"{check.Text}\", which its agent does not have: Consul refuses to start, "
                    + $"though validate passes",
                Suggestion.For(check.Text, known) is { } close
                    ? $"did you mean \"{close}\"?"
                    : "name the id of one of the agent's services, or remove service_id to check the node");
    }
}
