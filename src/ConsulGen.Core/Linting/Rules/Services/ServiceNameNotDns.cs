using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class ServiceNameNotDns()
    : LintRule("service-name-not-dns", Severity.Warning, "DNS cannot find a service by its name")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
            foreach (var service in defined.Services)
                if (service["name"] is ScalarValue { Text: { Length: > 0 } name } value && !KeyPlaceholder.IsIn(name)
                    && DnsLabel.ProblemOf(name) is { } problem)
                    report(
                        (value.Span.Exists ? value.Span : defined.Agent.DeclaredServices.Find(name)?.KeySpan ?? SourceSpan.None).PlaceOr(defined.Agent),
                        $"the service name \"{Shortened.Of(name)}\" {problem}, so that DNS cannot find the service",
                        "use letters, digits and hyphens only, at most 63; what else there is to say can be a tag");
    }
}
