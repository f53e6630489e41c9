using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Drift;

/// <summary>
/// Holds a live cluster against what the inventory means. Datacenters of which nothing was captured are left out: gossip tells of one.
/// </summary>
public sealed class DriftCheck
{
    private readonly Topology _topology;
    private readonly List<Difference> _found = [];

    /// <summary>Names of members that are the inventory's, by another name; they are told of once.</summary>
    private readonly HashSet<string> _renamed = new(StringComparer.OrdinalIgnoreCase);

    private DriftCheck(Topology topology) => _topology = topology;

    /// <param name="rafts">Of each datacenter its own.</param>
    public static ImmutableArray<Difference> Of(
        Topology topology,
        ImmutableArray<LiveMember> members,
        IEnumerable<ImmutableArray<LivePeer>> rafts,
        ImmutableArray<LiveAgent> agents)
    {
        var check = new DriftCheck(topology);
        foreach (var datacenter in members.GroupBy(m => m.Datacenter, StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.Ordinal))
            check.Members(datacenter.Key, [.. datacenter]);
        foreach (var peers in rafts) check.Raft(members, peers);
        foreach (var agent in agents) check.Self(agent);
        return [.. check._found
            .Distinct()
            .OrderBy(d => d.Datacenter, StringComparer.Ordinal)
            .ThenBy(d => d.Node, NaturalOrder.Instance)
            .ThenBy(d => d.Kind, StringComparer.Ordinal)];
    }

    private void Members(string name, List<LiveMember> members)
    {
        if (Find(name) is not { } datacenter)
        {
            Add("datacenter-unknown", name, name, "", name, $"the inventory has no datacenter \"{name}\"");
            return;
        }

        // Two of one name are captured where a conflict of names is on, and in a file that was put together; the living one counts.
        var live = members
            .GroupBy(m => m.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.OrderBy(m => m.HasLeft).First(), StringComparer.OrdinalIgnoreCase);
        var known = new HashSet<string>(datacenter.Agents.Select(a => a.NodeName), StringComparer.OrdinalIgnoreCase);
        var strangers = members.Where(m => !known.Contains(m.Name)).ToList();
        foreach (var agent in datacenter.Agents)
        {
            if (live.TryGetValue(agent.NodeName, out var member) && !member.HasLeft)
            {
                Compare(agent, member);
                continue;
            }

            // The same place under another name is one difference, not two.
            if (strangers.Find(m => !m.HasLeft && IsAt(agent, m)) is { } other)
            {
                strangers.Remove(other);
                _renamed.Add(other.Name);
                Add("member-renamed", name, agent.NodeName, agent.NodeName, other.Name, $"it is a member by the name \"{other.Name}\"");
                Compare(agent, other);
            }
            else
            {
                var left = member is not null;
                Add("member-missing", name, agent.NodeName, "alive", member?.Status ?? "", left ? "it has left the cluster" : "it is no member");
            }
        }

        foreach (var stranger in strangers.Where(m => !m.HasLeft))
            Add(
                "member-unknown",
                name,
                stranger.Name,
                "",
                Address.WithPort(stranger.Address, stranger.Port),
                $"a {Role(stranger.IsServer)} at {Address.WithPort(stranger.Address, stranger.Port)}, {stranger.Status}, that the inventory does not have");
    }

    private void Compare(Agent agent, LiveMember member)
    {
        var (dc, node) = (agent.Datacenter, agent.NodeName);
        if (member.Status != "alive") Add("member-failed", dc, node, "alive", member.Status, $"it is {member.Status}");
        Version(agent, member.Version);
        if (agent.IsServer != member.IsServer)
            Add("role-differs", dc, node, agent.Role, Role(member.IsServer), $"it runs as a {Role(member.IsServer)}, and is to be a {agent.Role}");
        if (!IsAt(agent, member) && Address.IsIP(agent.AdvertisedAddress))
        {
            var (meant, live) = (Address.WithPort(agent.AdvertisedAddress, agent.Ports["serf_lan"]), Address.WithPort(member.Address, member.Port));
            Add("address-differs", dc, node, meant, live, $"others reach it at {live}, and the inventory says {meant}");
        }
    }

    private void Version(Agent agent, string live)
    {
        // An inventory that names no release says nothing of it; builds add words of their own.
        if (!agent.Install.IsPinned || ConsulVersion.Parse(live) is not { } running) return;
        if (running == agent.Version with { IsEnterprise = running.IsEnterprise }) return;
        Add("version-differs", agent.Datacenter, agent.NodeName, agent.Version.ToString(), live, $"it runs {live}, and is to run {agent.Version}");
    }

    private void Raft(ImmutableArray<LiveMember> members, ImmutableArray<LivePeer> peers)
    {
        // Raft's list does not say of which datacenter it is; its servers' names do, or else what gossip says.
        var datacenter = _topology.Datacenters.MaxBy(d => d.Servers.Count(s => peers.Any(p => Is(s, p))));
        if (datacenter is null || !datacenter.Servers.Any(s => peers.Any(p => Is(s, p))))
            datacenter = Find(members.FirstOrDefault()?.Datacenter ?? "") ?? datacenter;
        if (datacenter is null) return;
        var name = datacenter.Name;
        foreach (var server in datacenter.Servers)
        {
            if (peers.FirstOrDefault(p => Is(server, p)) is not { } peer)
            {
                Add("peer-missing", name, server.NodeName, "voter", "", "Raft does not know it: it has no vote, and no data");
                continue;
            }

            if (Voters.Votes(server) != peer.IsVoter)
                Add(
                    peer.IsVoter ? "voter-unexpected" : "not-a-voter",
                    name,
                    server.NodeName,
                    peer.IsVoter ? "no voter" : "voter",
                    peer.IsVoter ? "voter" : "no voter",
                    peer.IsVoter ? "it votes, and is to be a read replica" : "Raft knows it, but it has no vote");
            if (server.NodeId is { } id && peer.Id != id && peer.Id.Length == 36)
                Add("node-id-differs", name, server.NodeName, id, peer.Id, $"Raft knows it as {peer.Id}, and the inventory says {id}");
        }

        foreach (var peer in peers.Where(p => !datacenter.Servers.Any(s => Is(s, p))))
            Add("peer-unknown", name, peer.Node, "", peer.Address, $"Raft counts a server at {peer.Address} that the inventory does not have");
        if (!peers.Any(p => p.IsLeader)) Add("no-leader", name, name, "leader", "", "no server leads");
    }

    private void Self(LiveAgent live)
    {
        var agent = Find(live.Datacenter)?.Agents.FirstOrDefault(a => string.Equals(a.NodeName, live.Name, StringComparison.OrdinalIgnoreCase));
        if (agent is null)
        {
            if (!_renamed.Contains(live.Name))
                Add("agent-unknown", live.Datacenter, live.Name, "", live.Name, $"{live.File} is of an agent that the inventory does not have");
            return;
        }

        Version(agent, live.Version);
        if (agent.IsServer != live.IsServer)
            Add(
                "role-differs",
                agent.Datacenter,
                agent.NodeName,
                agent.Role,
                Role(live.IsServer),
                $"it runs as a {Role(live.IsServer)}, and is to be a {agent.Role}");
        if (agent.NodeId is { } id && id != live.NodeId)
            Add("node-id-differs", agent.Datacenter, agent.NodeName, id, live.NodeId, $"its id is {live.NodeId}, and the inventory says {id}");
    }

    /// <summary>By name, or by the address that both give; the list of an old server has addresses in the place of names.</summary>
    private static bool Is(Agent server, LivePeer peer) =>
        string.Equals(server.NodeName, peer.Node, StringComparison.OrdinalIgnoreCase)
        || peer.Address == Address.WithPort(server.AdvertisedAddress, server.Ports["server"]);

    private static bool IsAt(Agent agent, LiveMember member) =>
        member.Port == agent.Ports["serf_lan"] && Address.IsIP(member.Address)
        && Address.Canonical(member.Address) == Address.Canonical(agent.AdvertisedAddress);

    private static string Role(bool isServer) => isServer ? "server" : "client";

    private Datacenter? Find(string name) => _topology.Datacenters.FirstOrDefault(d => string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase));

    private void Add(string kind, string datacenter, string node, string expected, string live, string message) =>
        _found.Add(new Difference(kind, datacenter, node, expected, live, message));
}
