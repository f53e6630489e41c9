using ConsulGen.Core.Consul.Datacenters;
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
            var (old, next) = (Voters.QuorumOf(datacenter.Old), Voters.QuorumOf(datacenter.New));
            if (old.Voters == 0 || next.Voters == 0 || old == next) continue;
            var fault = next.Voters switch
            {
                1 => "it stops with the one server that is left",
                2 => "it stops when either of the two fails, which one server alone does only half as often",
                > Most => $"every write waits for a majority of them, and more than {Most} are slow",
                _ when next.Voters % 2 == 0 => string.Create(
                    CultureInfo.InvariantCulture,
                    $"it survives the loss of {next.Tolerance}, just as {Counted.Of(next.Voters - 1, "server")} would"),
                _ => null,
            };
            if (fault is null) continue;
            report(
                DangerSeverity.Warning,
                datacenter.ServersSpan,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"datacenter \"{datacenter.Name}\" goes from {old.Voters} to "
                        + $"{Counted.Of(next.Voters, "server")}{(next.Voters == datacenter.New?.Servers.Length ? "" : " with a vote")}: {fault}"),
                "stay for long at 3 or 5 servers only; on the way from one to the other an even number is fine",
                datacenter.New?.Servers.Select(s => s.Name) ?? []);
        }
    }
}
