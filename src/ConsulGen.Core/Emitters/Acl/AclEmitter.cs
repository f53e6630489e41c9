using ConsulGen.Core.Bundles;
using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Acl;

/// <summary>
/// <c>acl/bootstrap.sh</c>, the same for all bundles, and for each datacenter that decides on ACLs a folder with what it reads: policies,
/// the tokens that agents are to have, and how the agents are reached. ACLs before 1.4.0 have no policies, and so none of this.
/// </summary>
internal sealed class AclEmitter : ITopologyEmitter
{
    private const string None = "-";

    private static readonly Lazy<Content> Script = new(() => new Content(Resources.Text("emitters/bootstrap.sh")));

    public IEnumerable<BundleFile> Emit(Topology topology)
    {
        var domains = AclDomain.In(topology).Where(d => d.HasPolicies).ToList();
        if (domains.Count > 0) yield return new BundleFile("acl/bootstrap.sh", Script.Value, Executable: true);
        foreach (var domain in domains)
        {
            var first = AclDomain.FirstToken(domain.Primary, topology);
            var tokens = domain.Agents
                .SelectMany(a => AgentToken.Of(a, first).Select(t => (a, t)))
                .ToLookup<(Agent Agent, AgentToken Token), Agent, AgentToken>(t => t.Agent, t => t.Token, ReferenceEqualityComparer.Instance);
            var folder = "acl/" + domain.Primary;
            const string Columns = "datacenter node role name address url remote ca cert key socket services";
            yield return Table($"{folder}/agents.tsv", Columns, domain.Agents.Select(Reached));
            foreach (var (name, text) in AclPolicies.Of(domain, tokens, topology.Monitoring))
                yield return new BundleFile($"{folder}/policies/{name}.hcl", text);
            yield return Table($"{folder}/tokens.tsv", "datacenter node name slots policies identity file", Rows());

            IEnumerable<string[]> Rows()
            {
                if (topology.Monitoring is { } monitoring)
                    yield return [None, None, AclPolicies.Monitoring, None, AclPolicies.Monitoring, None, monitoring.TokenFile ?? None];
                foreach (var agent in domain.Agents)
                    foreach (var token in tokens[agent]) yield return Row(agent, token, domain);
            }
        }
    }

    /// <summary>How an agent's own machine asks it, and how others do.</summary>
    private static string[] Reached(Agent agent)
    {
        var api = HttpApi.Of(agent);
        var services = AgentDefinitions.Of(agent).Services.Select(s => s.Text("name") ?? "").Where(n => n.Length > 0 && n.All(IsPlain));
        return
        [
            agent.Datacenter,
            agent.Name,
            agent.Role,
            agent.NodeName,
            agent.Address,
            api?.Url ?? None,
            HttpApi.UrlFromOutside(agent) ?? None,
            api?.Ca is { } ca ? ca.TrimEnd('/') + (api.CaIsFolder ? "/" : "") : None,
            api?.Client?.Certificate ?? None,
            api?.Client?.Key ?? None,
            api?.Socket ?? None,
            Joined(services.Distinct(StringComparer.Ordinal)),
        ];
    }

    private static string[] Row(Agent agent, AgentToken token, AclDomain domain)
    {
        var policies = new List<string>();
        if (token.WritesNode && !domain.HasNodeIdentities) policies.Add(AclPolicies.OfNode(agent));
        policies.AddRange(token.Services.Select(AclPolicies.OfService));
        if (token.ReadsNames) policies.Add(AclPolicies.Dns);
        if (token.Replicates) policies.Add(AclPolicies.Replication);
        return
        [
            agent.Datacenter,
            agent.Name,
            token.Name,
            Joined(token.Slots),
            Joined(policies),
            token.WritesNode && domain.HasNodeIdentities ? agent.NodeName : None,
            token.Secret is { } name && agent.Secrets.GetValueOrDefault(name) is { Source: SecretSource.File } secret ? secret.Text : None,
        ];
    }

    /// <summary>In a list with commas, in the answer of an API and in a shell's pattern.</summary>
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private static string Joined(IEnumerable<string> words) => string.Join(',', words) is { Length: > 0 } text ? text : None;

    private static BundleFile Table(string path, string head, IEnumerable<string[]> rows)
    {
        var text = new TextBuilder().Line("# " + GeneratedComment.Text).Line("# " + head.Replace(' ', '\t'));
        foreach (var row in rows) text.Line(string.Join('\t', row));
        return new BundleFile(path, new Content(text));
    }
}
