using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Recovery;

/// <summary>A server as Raft's list of peers has it.</summary>
/// <param name="Id">In lower case, as Consul keeps it.</param>
/// <param name="Address">That it advertises, with its RPC port.</param>
/// <param name="Votes">False for a read replica.</param>
/// <param name="Stop">The command that stops it.</param>
internal sealed record Peer(string Name, string Id, string Address, string DataFolder, bool Votes, string Stop)
{
    /// <summary>Null where the inventory does not tell id and address, or where Raft is older than protocol 3 and knows no ids.</summary>
    public static Peer? Of(Agent server)
    {
        var address = server.AdvertisedAddress;
        if (server.NodeId is not { } id || !Topologies.Address.IsIP(address) || address is "0.0.0.0" or "::") return null;
        if (server.RaftProtocol < RaftProtocol.WithIds || server.DataFolder is not { } folder) return null;
        var unit = server.Install.Unit;
        return new Peer(
            server.Name,
            id.ToLowerInvariant(),
            Topologies.Address.WithPort(address, server.Ports["server"]),
            folder,
            Voters.Votes(server),
            server.Install.Supervisor ? $"supervisorctl stop {unit}" : $"systemctl stop {unit}");
    }
}
