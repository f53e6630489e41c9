using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Names;

internal sealed class DuplicateNodeName()
    : LintRule("duplicate-node-name", Severity.Error, "Two hosts of a datacenter share a name", isConfigurable: false)
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            if (AreUnique(datacenter)) continue;
            // Consul compares node names without regard to case, and so do the file systems of some reviewers.
            var folders = new Dictionary<string, Host>(StringComparer.OrdinalIgnoreCase);
            var nodes = new Dictionary<string, SourceSpan>(StringComparer.OrdinalIgnoreCase);
            foreach (var host in datacenter.Agents.Concat<Host>(datacenter.LoadBalancers).OrderBy(h => h.Span, PlaceOrder.Instance))
            {
                if (!folders.TryAdd(host.Name, host))
                {
                    var first = folders[host.Name];
                    if (host.Address.Length == 0 || host.Address == first.Address) InSeveralGroups(host, first.Span, datacenter, report);
                    else Duplicate(host.Name, host.Span, first.Span, datacenter, report);
                    continue;
                }

                if (host is not Agent agent) continue;
                var span = agent.Config["node_name"] is { Span.Exists: true } name ? name.Span : host.Span;
                if (!nodes.TryAdd(agent.NodeName, span)) Duplicate(agent.NodeName, span, nodes[agent.NodeName], datacenter, report);
            }
        }
    }

    /// <summary>As nearly always; to say which of two is the second, all have to be put into order.</summary>
    private static bool AreUnique(Datacenter datacenter)
    {
        var folders = new HashSet<string>(datacenter.Agents.Length, StringComparer.OrdinalIgnoreCase);
        var nodes = new HashSet<string>(datacenter.Agents.Length, StringComparer.OrdinalIgnoreCase);
        return datacenter.Agents.All(a => folders.Add(a.Name) && nodes.Add(a.NodeName)) && datacenter.LoadBalancers.All(b => folders.Add(b.Name));
    }

    /// <summary>As in an inventory of Ansible.</summary>
    private static void InSeveralGroups(Host host, SourceSpan first, Datacenter datacenter, Report report) => report(
        host.Span,
        $"the host \"{host.Name}\" of datacenter \"{datacenter.Name}\" stands at {first.Describe(host.Span)} already: a host is in one group only",
        "keep it there; put what this group says into a trait at the top, traits: { NAME: { … } }, and let the host take it: traits: [NAME]");

    private static void Duplicate(string name, SourceSpan span, SourceSpan first, Datacenter datacenter, Report report) => report(
        span,
        span == first
            ? $"node name \"{name}\" is set here for several hosts of datacenter \"{datacenter.Name}\": Consul refuses all but one"
            : $"node name \"{name}\" is already used at {first.Describe(span)} in datacenter \"{datacenter.Name}\": Consul refuses the second one",
        span == first ? "leave it out, and each host has its own name; or set it at each host" : "rename one of the two");
}
