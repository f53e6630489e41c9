using System.Collections.Immutable;
using ConsulGen.Core.Planning.Failures;
using ConsulGen.Core.Planning.Raft;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering.Simulations;

internal sealed class SimulationTextFormat : ISimulationFormat
{
    public void Write(ImmutableArray<FailureOutcome> outcomes, TextWriter output)
    {
        foreach (var outcome in outcomes)
        {
            output.WriteLine($"{outcome.Datacenter}: {Quorum(outcome)}");
            if (!outcome.LostServers.IsEmpty) output.WriteLine($"  servers lost: {HostNames.Short(outcome.LostServers)}");
            if (outcome.LostClients > 0) output.WriteLine(FormattableString.Invariant($"  clients lost: {outcome.LostClients}"));
            foreach (var service in outcome.Services)
                output.WriteLine(service.IsLost
                    ? FormattableString.Invariant($"  service {service.Name}: gone, lost its last instance of {service.All}")
                    : FormattableString.Invariant($"  service {service.Name}: {service.Left} of {service.All} instances left"));
            foreach (var listener in outcome.LostListeners) output.WriteLine($"  load balancer {listener}: nothing answers");
        }
    }

    public void Write(ImmutableArray<SmallestFailures> failures, TextWriter output)
    {
        foreach (var failure in failures)
        {
            if (failure.Servers == 0)
            {
                output.WriteLine($"{failure.Datacenter}: has no servers");
                continue;
            }

            output.WriteLine(
                $"{failure.Datacenter}: stops when any {Counted.Of(failure.Servers, "server")} {(failure.Servers == 1 ? "fails" : "fail")}"
                    + $"{Together("zone", failure.Zones)}{Together("machine", failure.Machines)}");
            if (!failure.SingleInstances.IsEmpty) output.WriteLine($"  services with one instance only: {string.Join(", ", failure.SingleInstances)}");
        }
    }

    private static string Together(string what, ImmutableArray<string> names) => names switch
    {
        [] => "",
        [var name] => $", or {what} {name} does",
        _ => $", or the {what}s {string.Join(" and ", names)} do together",
    };

    private static string Quorum(FailureOutcome outcome)
    {
        if (outcome.IsGone) return "gone";
        if (outcome.Servers.Voters == 0) return "has no servers";
        var all = outcome.Servers.HasReplicas
            ? Counted.Of(outcome.Servers.Voters, "voter runs", "voters run")
            : Counted.Of(outcome.Servers.Voters, "server runs", "servers run");
        var running = FormattableString.Invariant($"{outcome.Servers.RunningVoters} of {all}, quorum {outcome.Servers.Quorum}");
        return outcome.Servers.HasQuorum ? $"{running}: has a leader, {Rest(outcome.Servers)}" : $"{running}: no leader, writes stop";
    }

    private static string Rest(RaftCluster servers) =>
        servers.Tolerance == 0 ? "may lose no more" : FormattableString.Invariant($"may lose {servers.Tolerance} more");
}
