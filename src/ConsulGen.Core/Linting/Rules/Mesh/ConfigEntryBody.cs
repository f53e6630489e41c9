using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Mesh;

/// <summary>What Validate of agent/structs/config_entry*.go refuses, where all releases that have the keys do.</summary>
internal sealed class ConfigEntryBody()
    : LintRule("config-entry-body", Severity.Error, "A configuration entry contradicts itself, or lacks what it needs")
{
    /// <summary>Says what is wrong with a value of an entry, or with a map in it.</summary>
    internal delegate void Teller(Value? place, string message, string help);

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            foreach (var entry in EntryFields.Of(agent))
                Check(agent, entry, report);
    }

    private static void Check(Agent agent, EntryFields entry, Report report)
    {
        switch (entry.Kind)
        {
            case "service-splitter":
                SplitterBody.Check(entry, Tell);
                break;
            case "service-router":
                RouterBody.Check(entry, agent.Version, Tell);
                break;
            case "service-resolver":
                ResolverBody.Check(entry, Tell);
                break;
            case "service-intentions":
                IntentionsBody.Check(entry, agent.Version, Tell);
                break;
            case "ingress-gateway":
                GatewayBody.CheckIngress(entry, agent.Version, Tell);
                break;
            case "terminating-gateway":
                GatewayBody.CheckTerminating(entry, Tell);
                break;
        }

        void Tell(Value? place, string message, string help) =>
            report(
                place is { Span.Exists: true } ? place.Span : entry.Map.Span.PlaceOr(agent),
                $"the {entry.Kind} {message}: the agent refuses to start",
                help);
    }
}
