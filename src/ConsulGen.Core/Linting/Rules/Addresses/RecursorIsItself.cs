using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class RecursorIsItself()
    : LintRule("recursor-is-itself", Severity.Error, "An agent asks itself for the names that it does not know")
{
    private const int DnsPort = 53;

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.Ports["dns"] > 0))
            if (agent.Config["recursors"] is ListValue { Items.Length: > 0 } list && Listening.BindsOf(agent, "dns") is { } binds)
                foreach (var item in list.Items.OfType<ScalarValue>())
                    if (JoinEntry.Parse(item) is { } recursor && (recursor.Port ?? DnsPort) == agent.Ports["dns"] && Answers(agent, binds, recursor.Host))
                        report(
                            agent.PlaceOf(item),
                            $"recursors has \"{Shortened.Of(item.Text)}\", where the agent itself answers: "
                                + $"each name that is not Consul's goes round and round, thousands of times a second",
                            "name another DNS server, or another port");
    }

    private static bool Answers(Agent agent, ImmutableArray<string> binds, string host) =>
        binds.Any(bind => bind is "0.0.0.0" or "::" or "[::]"
            ? Listening.IsLoopback(host) || host == agent.Address || host == agent.AdvertisedAddress
            : Address.Canonical(bind) == Address.Canonical(host) || (bind == "localhost" && Listening.IsLoopback(host)));
}
