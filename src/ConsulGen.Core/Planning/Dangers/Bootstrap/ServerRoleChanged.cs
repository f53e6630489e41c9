using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Bootstrap;

/// <summary>github.com/hashicorp/consul issues 1144, 1153 and 6174: a server that came back as a client stayed in Raft's list of peers.</summary>
internal sealed class ServerRoleChanged()
    : DangerRule("server-role-changed", DangerSeverity.Procedure, "A running agent becomes a server, or a server becomes a client")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var demoted = datacenter.Agents
                .Where(a => datacenter.OldServer(a) is not null && a.New is { IsServer: false } next && next.Datacenter == datacenter.Name)
                .ToList();
            var promoted = datacenter.Agents
                .Where(a => datacenter.NewServer(a) is not null && a.Old is { IsServer: false } old && old.Datacenter == datacenter.Name)
                .ToList();
            if (demoted is [var gone, ..])
                report(
                    DangerSeverity.Procedure,
                    gone.Agent.Span,
                    $"{string.Join(", ", demoted.Select(a => a.Name))} of datacenter \"{datacenter.Name}\" "
                        + $"{(demoted.Count == 1 ? "becomes a client" : "become clients")}: "
                        + "a server that stops without leaving stays a voter in Raft's list of peers",
                    "one at a time: consul leave, wait until it is gone from consul operator raft list-peers, remove the folder raft of its data folder, "
                        + "and start it as a client",
                    demoted.Select(a => a.Name));
            if (promoted is [var come, ..])
                report(
                    DangerSeverity.Procedure,
                    come.Agent.Span,
                    $"{string.Join(", ", promoted.Select(a => a.Name))} of datacenter \"{datacenter.Name}\" "
                        + $"{(promoted.Count == 1 ? "becomes a server" : "become servers")}: "
                        + "a folder raft of former times in its data folder would bring old peers with it",
                    "one at a time: consul leave, remove the folder raft of its data folder, start it as a server, and wait until it is a voter",
                    promoted.Select(a => a.Name));
        }
    }
}
