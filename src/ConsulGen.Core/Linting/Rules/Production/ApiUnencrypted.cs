using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Production;

internal sealed class ApiUnencrypted() : LintRule("api-unencrypted", Severity.Error, "The API is on the network in the clear", isForProduction: true)
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var group in topology.Agents.Where(a => Listening.IsOpen(a, "http")).GroupBy(a => Listening.SpanOf(a, "http").PlaceOr(a)))
        {
            var (first, count) = (group.First(), group.Count());
            var binds = Listening.BindsOf(first, "http")?.Where(b => !Listening.IsLoopback(b)) ?? [];
            report(
                group.Key,
                $"the HTTP API of \"{first.Name}\"{(count == 1 ? "" : $" and {count - 1} more")} is on the network without TLS, at "
                    + $"{string.Join(" and ", binds)}, port {first.Ports["http"]}: tokens and data can be read and changed on the way",
                "write tls: { https: true }, which leaves plain HTTP to the machine itself");
        }
    }
}
