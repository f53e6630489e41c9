using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Mesh;

internal sealed class UnknownServiceKind()
    : AgentKeyRule("unknown-service-kind", Severity.Warning, "The target version takes a service of this kind for a plain one")
{
    public override void Check(Agent agent, in AgentKeyWalk.Visit visit, Report report)
    {
        if (visit.Path == "service.kind" && visit.Entry.Value is ScalarValue { Text.Length: > 0 } value) Check(agent, value, report);
    }

    private static void Check(Agent agent, ScalarValue value, Report report)
    {
        var kind = value.Text;
        var known = Vocabulary.ServiceKinds.Of(agent.Version).ToList();
        if (known.Contains(kind, StringComparer.Ordinal)) return;
        report(
            agent.PlaceOf(value),
            $"Consul {agent.Version} has no service kind \"{Shortened.Of(kind)}\", and takes the service for a plain one without a word",
            Suggestion.For(kind, known) is { } close ? $"did you mean \"{close}\"?" : "remove it, or use one of " + string.Join(", ", known));
    }
}
