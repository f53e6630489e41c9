using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Acl;

/// <summary>
/// Consul's documentation "agent configuration, acl.enable_token_replication"; <c>agent/consul/acl_replication.go</c>: what the
/// primary does not have is deleted.
/// </summary>
internal sealed class TokenReplicationEnabled()
    : DangerRule("token-replication-enabled", DangerSeverity.Block, "A live secondary datacenter begins to take its global tokens from the primary")
{
    private static readonly ImmutableArray<string> Keys = ["acl.enable_token_replication", "enable_acl_replication"];

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.KeptServers
                .Where(a => a is { Old: { } old, New: { } next } && old.Acl is { IsOn: true, ReplicatesTokens: false }
                    && next.Acl is { IsOn: true, ReplicatesTokens: true } && IsSecondary(next))
                .ToList();
            if (servers is not [var first, ..]) continue;
            report(
                DangerSeverity.Block,
                first.PlaceOf([.. Keys]),
                $"{AgentCount.Of(servers, "servers")} of datacenter \"{datacenter.Name}\" {(servers.Count == 1 ? "begins" : "begin")} to replicate tokens "
                    + "from its primary: every global token that this datacenter has and the primary has not is deleted",
                "list the tokens first (consul acl token list), create those that are in use in the primary, "
                    + "and switch replication on when the list of the others is empty",
                servers.Select(a => a.Name));
        }
    }

    private static bool IsSecondary(Agent server) => !string.Equals(server.Acl.Primary, server.Datacenter, StringComparison.OrdinalIgnoreCase);
}
