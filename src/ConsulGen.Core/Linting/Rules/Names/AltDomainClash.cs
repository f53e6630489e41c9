using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Names;

internal sealed class AltDomainClash()
    : LintRule("alt-domain-clash", Severity.Error, "The second DNS domain begins with a word that Consul reads as something else")
{
    /// <summary>Case counts, and a dot has to follow (run with 1.6.5 to 1.10.11).</summary>
    private static readonly ImmutableArray<string> Words = ["addr", "connect", "node", "query", "service"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
            if (agent.Config.Text("alt_domain") is { } domain
                && Words.Append(agent.Datacenter).FirstOrDefault(w => domain.StartsWith(w + ".", StringComparison.Ordinal)) is { } word)
                report(
                    agent.PlaceOf(agent.Config["alt_domain"]),
                    $"alt_domain \"{Shortened.Of(domain)}\" begins with \"{word}.\", which is "
                        + $"{(word == agent.Datacenter ? "the datacenter" : "the kind of what is asked for")} in Consul's DNS names: "
                        + $"the agent refuses to start",
                    "choose a domain that begins otherwise");
    }
}
