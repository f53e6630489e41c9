using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class BootstrapExpectCount()
    : LintRule("bootstrap-expect-count", Severity.Warning, "Servers expect another number of servers than there are")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters.Where(d => !ExpectedServers.Differ(d)))
        {
            var (count, voters) = (datacenter.Servers.Length, FirstElection.CountOf(datacenter));
            var alone = datacenter.Servers.Count(s => s.Config.Number("bootstrap_expect") == 1);
            foreach (var server in datacenter.Servers)
                if (server.Config["bootstrap_expect"] is { } value && server.Config.Number("bootstrap_expect") is > 0 and var expect
                    && (expect > voters || (value.Span.Exists && expect * 2 <= voters && !(expect == 1 && alone > 1))))
                    report(
                        value.Span.Exists ? value.Span : datacenter.ServersSpan,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"bootstrap_expect is {expect}, but datacenter \"{datacenter.Name}\" has "
                                + $"{Counted.Of(voters, "server")}{(voters == count ? "" : " that are no read replicas")}: {Outcome(expect, voters)}"),
                        voters == count
                            ? "remove it: each server then expects the number of servers"
                            : string.Create(CultureInfo.InvariantCulture, $"set bootstrap_expect: {voters} for the servers"));
        }
    }

    private static string Outcome(int expect, int voters) => expect > voters
        ? "a new cluster waits for the missing ones and elects no leader"
        : expect == 1
            ? "a new cluster begins with one server that elects itself"
            : "in a new cluster, those that are cut off from the others at the first start may elect a leader of their own";
}
