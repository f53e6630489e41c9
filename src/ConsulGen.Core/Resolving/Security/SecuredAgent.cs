using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving.Security;

/// <summary>What an agent's keys of ready-made security depend on, beside the blocks.</summary>
/// <param name="Declared">What the inventory says of it in Consul's own keys, which wins.</param>
/// <param name="Primary">The datacenter that decides on ACLs.</param>
/// <param name="HasAutoClients">Clients of its datacenter ask servers for their certificates.</param>
internal readonly record struct SecuredAgent(SecuredHost Host, MapValue Declared, string Datacenter, string Primary, bool HasAutoClients)
{
    public bool IsServer => Host.IsServer;

    public ConsulVersion Version => Host.Version;

    public bool IsOfPrimary => Datacenter == Primary;
}

/// <summary>The part of it that is the host's own.</summary>
/// <param name="Ports">The declared ports, with those of its set.</param>
/// <param name="HasIP">Its address is one, and no name.</param>
/// <param name="ClientAddress">The declared client_addr, expanded; empty where there is none.</param>
internal readonly record struct SecuredHost(bool IsServer, ConsulVersion Version, string ConfigDir, MapValue Ports, bool HasIP, string ClientAddress);
