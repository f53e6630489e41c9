using ConsulGen.Core.Inventories;

namespace ConsulGen.Core.Resolving;

/// <summary>What a host's placeholders stand for, vars aside.</summary>
/// <param name="inventory">Name of the bundle.</param>
/// <param name="index">Of the host among those of its role in the datacenter, from 1.</param>
internal sealed class HostFacts(string inventory, string datacenter, HostEntry host, int index)
{
    public static readonly ImmutableArray<string> Names = ["address", "datacenter", "index", "name", "node_name", "role", "zone"];

    public string Datacenter { get; } = datacenter;

    /// <summary>Null until it is known, and for a host without one; empty for one that cannot be used.</summary>
    public string? Address { get; set; }

    public string? Zone { get; set; }

    /// <summary>False for a name that is no fact's; null is a fact that this host does not have.</summary>
    public bool TryGet(ReadOnlySpan<char> name, out string? fact)
    {
        switch (name)
        {
            case "address": fact = Address; return true;
            case "datacenter": fact = Datacenter; return true;
            case "index": fact = index.ToString(CultureInfo.InvariantCulture); return true;
            case "name": fact = inventory; return true;
            case "node_name": fact = host.Name; return true;
            case "role": fact = host.Role switch { Role.Server => "server", Role.Client => "client", _ => "load_balancer" }; return true;
            case "zone": fact = Zone; return true;
            default: fact = null; return false;
        }
    }
}
