using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class BootstrapExpectCount()
    : LintRule("bootstrap-expect-count", Severity.Warning, "Servers expect another number of servers than there are")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters.Where(d => !BootstrapExpectDiffers.IsIn(d)))
        {
            var count = datacenter.Servers.Length;
            // Read replicas (Enterprise) have no vote, and nobody waits for them.
            var voters = datacenter.Servers.Count(s => s.Config.Flag("read_replica") is not true && s.Config.Flag("non_voting_server") is not true);
            foreach (var server in datacenter.Servers)
                if (server.Config["bootstrap_expect"] is { Span.Exists: true } value && server.Config.Number("bootstrap_expect") is > 0 and var expect && expect != count && expect != voters)
                    report(
                        value.Span,
                        string.Create(CultureInfo.InvariantCulture, $"bootstrap_expect is {expect}, but datacenter \"{datacenter.Name}\" has {count} server{(count == 1 ? "" : "s")}: {Outcome(expect, voters)}"),
                        "remove it: each server then expects the number of servers");
        }
    }

    private static string Outcome(int expect, int voters) => expect > voters
        ? "a new cluster waits for the missing ones and elects no leader"
        : expect == 1
            ? "a new cluster begins with one server that elects itself"
            : "in a new cluster, those that are cut off from the others at the first start may elect a leader of their own";
}
