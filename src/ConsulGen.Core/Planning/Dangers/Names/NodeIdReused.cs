using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Names;

/// <summary>Two nodes with one id cannot both join: github.com/hashicorp/consul issues 13037, 7396 and 9467.</summary>
internal sealed class NodeIdReused()
    : DangerRule("node-id-reused", DangerSeverity.Block, "The node id of one host goes to another, and both stay")
{
    public override void Check(TopologyChange change, Report report)
    {
        var names = change.New.Agents.Select(a => (a.Datacenter, a.Name)).ToHashSet();
        foreach (var agent in change.Agents)
        {
            if (agent is not { Old: { } old, New: { } next } || old.Name == next.Name || old.NodeId is null || !names.Contains((old.Datacenter, old.Name)))
                continue;
            var id = next.Config["node_id"];
            report(
                DangerSeverity.Block,
                id is { Span.Exists: true } ? id.Span : next.Span,
                $"the node id of {old.Name} goes to {next.Name}, and {old.Name} is still there: whichever comes second cannot join, "
                    + "and the catalog changes back and forth",
                "give a new host a new id; it is unique across all time",
                [old.Name, next.Name]);
        }
    }
}
