using ConsulGen.Core.Formats;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering.Plans;

/// <summary>
/// The topology as a Mermaid flowchart, which GitHub and GitLab draw: each datacenter with its servers, its other hosts in groups, and
/// what changes marked by a sign and a colour.
/// </summary>
internal static class PlanPicture
{
    public static string Of(Plan plan)
    {
        var text = new TextBuilder().Line("```mermaid").Line("flowchart LR");
        var id = 0;
        foreach (var datacenter in plan.Change.Datacenters)
        {
            text.Line($"  subgraph d{id++}[\"{MermaidFlowchart.Label(datacenter.Name)}\"]");
            foreach (var server in datacenter.Agents.Where(a => datacenter.OldServer(a) is not null || datacenter.NewServer(a) is not null))
                Node(
                    text,
                    id++,
                    server.Name,
                    datacenter.OldServer(server) is null
                        ? HostChangeKind.Added
                        : datacenter.NewServer(server) is null ? HostChangeKind.Removed
                        : server.Keys.IsEmpty ? null
                        : HostChangeKind.Changed,
                    server.Class);
            foreach (var group in plan.Groups.Where(g => g.Datacenter == datacenter.Name && g.Role != "server"))
                Node(text, id++, $"{PlanWords.Role(group.Role, group.Hosts.Length)} {HostNames.Short(group.Hosts, 3)}", group.Kind, group.Class);
            var same = datacenter.Agents.Count(a => a.IsSame && datacenter.NewServer(a) is null);
            if (same > 0) Node(text, id++, Counted.Of(same, "client"), null, ChangeClass.NoEffect);
            text.Line("  end");
        }

        return text
            .Line("  classDef added fill:#dafbe1,stroke:#1a7f37,color:#1f2328")
            .Line("  classDef removed fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:4")
            .Line("  classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328")
            .Line("```")
            .ToString();
    }

    private static void Node(TextBuilder text, int id, string label, HostChangeKind? kind, ChangeClass change)
    {
        var (sign, tone) = kind switch
        {
            HostChangeKind.Added => ("+ ", ":::added"),
            HostChangeKind.Removed => ("- ", ":::removed"),
            HostChangeKind.Changed when change > ChangeClass.NoEffect => ("~ ", ":::changed"),
            _ => ("", ""),
        };
        var what = tone == ":::changed" ? $" ({ChangeWords.Of(change)})" : "";
        text.Line(FormattableString.Invariant($"    n{id}[\"{sign}{MermaidFlowchart.Label(label)}{what}\"]{tone}"));
    }
}
