using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Names;

internal sealed class ContradictedRole()
    : LintRule("contradicted-role", Severity.Error, "Keys of an agent contradict its role, or who elects the first leader")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            foreach (var agent in datacenter.Agents)
            {
                // Of another type, which is a finding already.
                if (agent.Config["server"] is not null && agent.Config.Flag("server") is null) continue;
                if ((agent.Config.Flag("server") ?? false) != agent.IsServer) ReportServer(agent, report);
                else if (!agent.IsServer) CheckClient(agent, report);
                else CheckServer(agent, report);
            }

            CheckElection(datacenter, report);
        }
    }

    private static void ReportServer(Agent agent, Report report) => report(
        agent.PlaceOf(agent.Config["server"]),
        agent.IsServer
            ? "server is not true, but the host stands under servers, and the others wait for its vote"
            : "server is true, but the host stands under clients",
        "remove it, and let the host stand where it belongs");

    private static void CheckClient(Agent agent, Report report)
    {
        if (agent.Config.Flag("bootstrap") is true)
            report(
                agent.PlaceOf(agent.Config["bootstrap"]),
                "bootstrap is true for a client, which refuses to start with it",
                "set it below servers only, or remove it");
        if (FirstElection.ExpectedBy(agent) > 0)
            report(
                agent.PlaceOf(agent.Config["bootstrap_expect"]),
                "bootstrap_expect is set for a client, which refuses to start with it",
                "remove it: servers get their number by themselves");
    }

    private static void CheckServer(Agent agent, Report report)
    {
        if (agent.Config.Flag("bootstrap") is not true || FirstElection.ExpectedBy(agent) is not (> 1 and var expect)) return;
        var derived = agent.Config["bootstrap_expect"] is { Span.Exists: true } ? "" : ", the number of servers";
        report(
            agent.PlaceOf(agent.Config["bootstrap"]),
            string.Create(CultureInfo.InvariantCulture, $"bootstrap is true, but bootstrap_expect is {expect}{derived}: the agent refuses to start with both"),
            "remove bootstrap: with bootstrap_expect the servers elect a leader together");
    }

    /// <summary>Such a server makes itself the leader of a cluster of its own.</summary>
    private static void CheckElection(Datacenter datacenter, Report report)
    {
        var alone = datacenter.Servers.Where(s => s.Config.Flag("server") is true && FirstElection.ElectsItselfBy(s) is not null).ToList();
        if (alone.Count < 2) return;
        foreach (var server in alone.OrderBy(s => s.PlaceOf(s.Config[FirstElection.ElectsItselfBy(s) ?? ""]), PlaceOrder.Instance).Skip(1))
        {
            var key = FirstElection.ElectsItselfBy(server) ?? "";
            report(
                server.PlaceOf(server.Config[key]),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{key} is {server.Config[key]}, so that {alone.Count} servers of datacenter \"{datacenter.Name}\" each elect themselves: "
                        + $"the cluster has several leaders, and they never unite"),
                "remove it: each server then expects the number of servers");
        }
    }
}
