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
        foreach (var datacenter in topology.Datacenters.Where(d => !FirstElection.Differs(d)))
        {
            var (count, awaited) = (datacenter.Servers.Length, FirstElection.CountOf(datacenter));
            var alone = datacenter.Servers.Count(s => FirstElection.ExpectedBy(s) == 1);
            foreach (var server in datacenter.Servers)
                if (server.Config[FirstElection.Key] is { } value && FirstElection.ExpectedBy(server) is > 0 and var expect
                    && (expect > awaited || (value.Span.Exists && expect * 2 <= awaited && !(expect == 1 && alone > 1))))
                    report(
                        value.Span.Exists ? value.Span : datacenter.ServersSpan,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"bootstrap_expect is {expect}, but datacenter \"{datacenter.Name}\" has "
                                + $"{Counted.Of(awaited, "server")}{(awaited == count ? "" : " that are no read replicas")}: {Outcome(expect, awaited)}"),
                        awaited == count
                            ? "remove it: each server then expects the number of servers"
                            : string.Create(CultureInfo.InvariantCulture, $"set bootstrap_expect: {awaited} for the servers"));
        }
    }

    private static string Outcome(int expect, int awaited) => expect > awaited
        ? "a new cluster waits for the missing ones and elects no leader"
        : expect == 1
            ? "a new cluster begins with one server that elects itself"
            : "in a new cluster, those that are cut off from the others at the first start may elect a leader of their own";
}
