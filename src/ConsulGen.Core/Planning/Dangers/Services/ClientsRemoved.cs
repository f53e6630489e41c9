using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Services;

/// <summary>Consul's documentation "Agents, lifecycle" and "reconnect_timeout" (72 hours); github.com/hashicorp/consul issue 544.</summary>
internal sealed class ClientsRemoved()
    : DangerRule("clients-removed", DangerSeverity.Procedure, "Clients go")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            if (datacenter.New is null) continue;
            var clients = datacenter.Clients.Where(c => c.New is null).ToList();
            if (clients is not [var first, ..]) continue;
            var services = clients.Sum(c => c.Old?.Services.Length ?? 0);
            report(
                DangerSeverity.Procedure,
                first.Agent.Span,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{AgentCount.Of(clients, "clients")} of datacenter \"{datacenter.Name}\" {(clients.Count == 1 ? "goes" : "go")}: a host that is only "
                        + $"switched off stays a failed member for 72 "
                        + $"hours{(services > 0 ? $", and its services ({services} in all) stay in the catalogue as critical" : "")}"),
                "let each leave before it is removed: stop its services, then run consul leave; for one that is gone already: consul force-leave <its name>",
                clients.Select(c => c.Name));
        }
    }
}
