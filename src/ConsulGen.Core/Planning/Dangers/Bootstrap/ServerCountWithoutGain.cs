using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>Consul's documentation "Consensus protocol, deployment table".</summary>
internal sealed class ServerCountWithoutGain()
    : DangerRule("server-count-without-gain", DangerSeverity.Warning, "The new number of servers survives no more failures, or is slow")
{
    private const int Most = 7;

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            if (datacenter is not { Old.Servers: { IsEmpty: false } old, New.Servers: { IsEmpty: false } next } || old.Length == next.Length) continue;
            var tolerance = (next.Length - 1) / 2;
            var fault = next.Length switch
            {
                1 => "it stops with the one server that is left",
                2 => "it stops when either of the two fails, which one server alone does only half as often",
                > Most => $"every write waits for a majority of them, and more than {Most} are slow",
                _ when next.Length % 2 == 0 => string.Create(CultureInfo.InvariantCulture, $"it survives the loss of {tolerance}, just as {Counted.Of(next.Length - 1, "server")} would"),
                _ => null,
            };
            if (fault is null) continue;
            report(
                DangerSeverity.Warning,
                datacenter.ServersSpan,
                string.Create(CultureInfo.InvariantCulture, $"datacenter \"{datacenter.Name}\" goes from {old.Length} to {Counted.Of(next.Length, "server")}: {fault}"),
                "stay for long at 3 or 5 servers only; on the way from one to the other an even number is fine",
                next.Select(s => s.Name));
        }
    }
}
