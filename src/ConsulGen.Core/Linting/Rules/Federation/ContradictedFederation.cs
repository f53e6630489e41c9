using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;
using Kind = ConsulGen.Core.Inventories.Federation;

namespace ConsulGen.Core.Linting.Rules.Federation;

internal sealed class ContradictedFederation()
    : LintRule("contradicted-federation", Severity.Error, "Agents relate to other datacenters in another way than federation says")
{
    private const string Gateways = "enable_mesh_gateway_wan_federation";

    public override void Check(Topology topology, Report report)
    {
        if (!topology.Federation.Span.Exists || topology.Datacenters.Count(d => !d.Servers.IsEmpty) < 2) return;
        var targets = new JoinTargets(AddressBook.OfWan(topology), "serf_wan");
        foreach (var agent in topology.Agents)
            if (Contradiction(topology, agent, targets) is var (value, message, help))
                report(agent.PlaceOf(value), $"{message}, but federation is {topology.Federation.Span.Text}", help);
        if (topology.Federation.Kind == Kind.MeshGateways) CheckReleases(topology, report);
    }

    private static (Value Value, string Message, string Help)? Contradiction(Topology topology, Agent agent, JoinTargets targets)
    {
        var through = agent.Config.Map("connect")[Gateways];
        switch (topology.Federation.Kind)
        {
            case Kind.None when Joined(agent, targets) is var (key, list, name):
                return (list, $"{key} leads to datacenter \"{name}\"", $"remove {key}, or say federation: wan");
            case Kind.None when Primary(topology, agent) is { } primary:
                return (
                    primary,
                    $"the primary datacenter of \"{agent.Datacenter}\" is \"{Shortened.Of(primary.Text)}\"",
                    "remove it: each datacenter then decides on its own ACLs; or say how they are federated, wan or mesh_gateways");
            case Kind.Wan when agent is { IsServer: true, Mesh.FederatesThroughGateways: true } && through is not null:
                return (through, $"connect.{Gateways} is true", "say federation: mesh_gateways, or remove it");
            case Kind.MeshGateways when agent.IsServer && through is ScalarValue { Text: "false", Span.Exists: true }:
                return (through, $"connect.{Gateways} is false", "remove it: it follows from federation; or say federation: wan");
            default:
                return null;
        }
    }

    /// <summary>A written join list that leads to servers of another datacenter.</summary>
    private static (string Key, ListValue List, string Datacenter)? Joined(Agent agent, JoinTargets targets)
    {
        if (!agent.IsServer) return null;
        foreach (var key in (ReadOnlySpan<string>)["retry_join_wan", "start_join_wan"])
            if (agent.Config[key] is ListValue list && targets.Of(list, agent)?.Find(t => t.Datacenter != agent.Datacenter) is { } target)
                return (key, list, target.Datacenter);
        return null;
    }

    /// <summary>Another datacenter of the inventory that the agent names as its primary.</summary>
    private static ScalarValue? Primary(Topology topology, Agent agent) =>
        !agent.Acl.IsInPrimary && topology.Datacenters.Any(d => PrimaryDatacenter.Is(d.Name, agent.Acl.NamedPrimary))
            ? (agent.Config["primary_datacenter"] ?? agent.Config["acl_datacenter"]) as ScalarValue
            : null;

    private static void CheckReleases(Topology topology, Report report)
    {
        foreach (var server in topology.Agents.Where(a => a.IsServer && !a.Version.Has(Feature.MeshGatewayFederation)))
            report(
                PinnedVersion.PlaceOf(server),
                $"federation is mesh_gateways, which is known since Consul {Feature.MeshGatewayFederation.Since}, but servers have {server.Version}",
                "upgrade them first, or say federation: wan");
    }
}
