using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Services;

/// <summary>A client leaves when it is stopped, and its services with it: Consul's documentation "Upgrade federated environments, service downtime".</summary>
internal sealed class ServiceRestartsAtOnce()
    : DangerRule("service-restarts-at-once", DangerSeverity.Info, "Agents of most instances of a service restart in one change")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var worst = datacenter.Agents
                .Where(a => a is { Old: { } old, New: { } next } && old.Datacenter == next.Datacenter)
                .SelectMany(a => (a.Old?.Services ?? []).Select(s => (Name: s.Name, Agent: a)))
                .GroupBy(s => s.Name, s => s.Agent, StringComparer.Ordinal)
                .Select(g => (Name: g.Key, Total: g.Count(), Restarted: g.Where(a => a.Class >= ChangeClass.Restart).ToList()))
                .Where(s => s.Restarted.Count > 1 && s.Restarted.Count * 2 > s.Total)
                .OrderByDescending(s => (double)s.Restarted.Count / s.Total)
                .ThenByDescending(s => s.Total)
                .ThenBy(s => s.Name, StringComparer.Ordinal)
                .ToList();
            if (worst is not [var service, ..]) continue;
            var others = worst.Count == 1
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $", and of {worst.Count - 1} other {(worst.Count == 2 ? "service" : "services")} more than half");
            report(
                DangerSeverity.Info,
                service.Restarted[0].Agent.Span,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the agents of {service.Restarted.Count} of the {service.Total} instances of service \"{service.Name}\" in datacenter "
                        + $"\"{datacenter.Name}\" restart{others}: while its agent is down, an instance is not in DNS"),
                "restart the agents in batches, as the steps of a plan do, and wait until the checks of a batch pass; "
                    + "install.sh restarts a client that needs it, so do not run it on all of them at once",
                worst.SelectMany(s => s.Restarted).Select(a => a.Name));
        }
    }
}
