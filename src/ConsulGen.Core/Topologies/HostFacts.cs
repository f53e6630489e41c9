using ConsulGen.Core.Inventories;

namespace ConsulGen.Core.Topologies;

/// <summary>What a host's placeholders stand for, vars aside.</summary>
/// <param name="inventory">Name of the bundle.</param>
/// <param name="index">Of the host among those of its role in the datacenter, from 1.</param>
internal sealed class HostFacts(string inventory, string datacenter, HostEntry host, int index)
{
    public static readonly ImmutableArray<string> Names = ["address", "datacenter", "index", "name", "node_name", "role", "zone"];

    /// <summary>Null until it is known, and for a host without one; empty for one that cannot be used.</summary>
    public string? Address { get; set; }

    public string? Zone { get; set; }

    /// <summary>False for a name that is no fact's; null is a fact that this host does not have.</summary>
    public bool TryGet(string name, out string? fact)
    {
        fact = name switch
        {
            "address" => Address,
            "datacenter" => datacenter,
            "index" => index.ToString(CultureInfo.InvariantCulture),
            "name" => inventory,
            "node_name" => host.Name,
            "role" => host.Role switch { Role.Server => "server", Role.Client => "client", _ => "load_balancer" },
            "zone" => Zone,
            _ => null,
        };
        return fact is not null || Names.Contains(name);
    }
}
