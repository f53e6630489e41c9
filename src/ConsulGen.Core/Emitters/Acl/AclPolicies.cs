using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Acl;

/// <summary>
/// The policies of the agents that one datacenter decides on: each allows what one job needs, and no more (Consul's documentation "ACL
/// rules" and "Create ACL tokens").
/// </summary>
internal static class AclPolicies
{
    public const string Dns = "dns";
    public const string Monitoring = "prometheus";
    public const string Replication = "replication";

    /// <summary>By which <c>bootstrap.sh</c> gives agents their tokens, so that the management token stays with servers.</summary>
    private const string Setter = "agent-tokens";

    /// <summary>By which it looks whether all is there, and an operator too.</summary>
    private const string Verify = "verify";

    private const string Snapshots = "snapshots";

    public static string OfNode(Agent agent) => "agent-" + Word(agent.NodeName);

    public static string OfService(string name) => "service-" + Word(name);

    /// <summary>By name, with why and what; a name once, in ordinal order.</summary>
    public static SortedDictionary<string, string> Of(AclDomain domain, ILookup<Agent, AgentToken> tokens, Monitoring? monitoring)
    {
        var policies = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Setter] = Text("Gives agents their tokens.", Rule("agent_prefix", "", "write")),
            [Verify] = Text(
                "Looks at the cluster: consul members, consul operator raft list-peers, the catalog.",
                "operator = \"read\"",
                Rule("agent_prefix", "", "read"),
                Rule("node_prefix", "", "read"),
                Rule("service_prefix", "", "read")),
            [Snapshots] = Text(
                "Saves snapshots. They hold every token, so that this is as good as a management token; nobody gets it unasked.",
                "acl = \"write\""),
        };
        if (monitoring is not null)
            policies[Monitoring] = Text(
                "Reads metrics, and finds services.",
                [
                    .. monitoring.ScrapeAgents ? [Rule("agent_prefix", "", "read")] : ImmutableArray<string>.Empty,
                    .. monitoring.Jobs.IsEmpty ? ImmutableArray<string>.Empty : [Rule("node_prefix", "", "read"), Rule("service_prefix", "", "read")],
                ]);
        if (domain.IsReplicated)
            policies[Replication] = Text(
                domain.ReplicatesTokens ? "Copies policies and tokens to other datacenters." : "Copies policies to other datacenters.",
                $"acl = \"{(domain.ReplicatesTokens ? "write" : "read")}\"",
                // To sign for its own certificates a datacenter asks the primary.
                $"operator = \"{(domain.HasMesh ? "write" : "read")}\"",
                "service_prefix \"\" {\n  policy     = \"read\"\n  intentions = \"read\"\n}");
        foreach (var agent in domain.Agents)
            foreach (var token in tokens[agent])
            {
                if (token.ReadsNames) policies[Dns] = Text("Answers DNS.", Rule("node_prefix", "", "read"), Rule("service_prefix", "", "read"));
                if (token.WritesNode && !domain.HasNodeIdentities)
                    policies[OfNode(agent)] = Text(
                        "What an agent does for its node.",
                        Rule("node", agent.NodeName, "write"),
                        Rule("service_prefix", "", "read"));
                foreach (var service in token.Services) policies[OfService(service)] = Text("Registers a service.", Rule("service", service, "write"));
            }

        return policies;
    }

    private static string Text(string purpose, params ReadOnlySpan<string> rules) =>
        $"# {GeneratedComment.Text}\n# {purpose}\n{string.Join('\n', rules.ToArray())}\n";

    private static string Rule(string resource, string name, string policy) => $"{resource} {HclWriter.Quote(name)} {{\n  policy = \"{policy}\"\n}}";

    /// <summary>The name of a policy has letters, digits, hyphens and underscores only.</summary>
    private static string Word(string name) => Slug.Of(name.Replace('.', '/'));
}
