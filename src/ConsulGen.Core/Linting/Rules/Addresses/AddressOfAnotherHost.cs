using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class AddressOfAnotherHost()
    : LintRule("address-of-another-host", Severity.Error, "An agent binds or advertises the address of another machine")
{
    private static readonly ImmutableArray<string> Keys = ["bind_addr", "advertise_addr", "serf_lan", "client_addr"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            // Other datacenters may have the same private addresses.
            var owners = new Dictionary<string, Agent>(datacenter.Agents.Length, StringComparer.Ordinal);
            foreach (var agent in datacenter.Agents)
                if (agent.Address.Length > 0) owners.TryAdd(agent.Address, agent);
            foreach (var agent in datacenter.Agents)
            {
                foreach (var key in Keys) Look(agent, key, agent.Config[key]);
                foreach (var entry in agent.Config.Map("addresses").Entries) Look(agent, $"addresses.{entry.Key}", entry.Value);
            }

            void Look(Agent agent, string key, Value? value)
            {
                // Derived addresses are the host's own.
                if (value is not ScalarValue { Text: var text } || text == agent.Address) return;
                foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    if (part != agent.Address && owners.TryGetValue(part, out var owner))
                        report(
                            agent.PlaceOf(value),
                            $"{key} of \"{agent.Name}\" is {part}, which is the address of \"{owner.Name}\": "
                                + (key == "advertise_addr"
                                    ? "what is meant for the one reaches the other"
                                    : "no other machine can bind it, and the agent does not start"),
                            "write ${address}, which is the host's own, or leave it out");
            }
        }
    }
}
