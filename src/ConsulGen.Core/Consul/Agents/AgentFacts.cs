using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>
/// The door to what an agent's settings mean, in whichever spelling its release takes. Who only looks at one key, to say something of
/// that key, reads it; who asks what it makes of the agent asks here.
/// </summary>
internal static class AgentFacts
{
    extension(Agent agent)
    {
        public AclSettings Acl => new(agent);

        public TlsSettings Tls => new(agent);

        public MeshSettings Mesh => new(agent);

        public GossipPhase Gossip => GossipPhase.Of(agent);

        public AutomaticSettings Automatic => new(agent);

        /// <summary>The address by which Raft and gossip know it.</summary>
        public string AdvertisedAddress => Agents.AdvertisedAddress.Of(agent);

        /// <summary>The version of Raft's protocol that a server speaks.</summary>
        public int RaftProtocol => Agents.RaftProtocol.Of(agent);

        /// <summary>The key of gossip is in the data folder, which wins over <c>encrypt</c> from then on.</summary>
        public bool KeepsKeyring => agent.Config.Flag("disable_keyring_file") is not true;

        /// <summary>A server leaves the others only where it is told to; a client always (<c>agent/config/builder.go</c>, all versions).</summary>
        public bool LeavesWhenStopped => agent.Config.Flag("leave_on_terminate") ?? !agent.IsServer;

        /// <summary>Without a slash at its end; null where the agent has none.</summary>
        public string? DataFolder => agent.Config.Text("data_dir") is { Length: > 1 } data ? data.TrimEnd('/') : null;
    }
}
