using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting;

internal static class SharedMachines
{
    /// <summary>One host that is written twice, which is a finding by itself: duplicate-node-name.</summary>
    public static bool AreOneHost(Host a, Host b) => a.Datacenter == b.Datacenter && string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Those that have several of the hosts; hosts without an address are on none that is known.</summary>
    public static HashSet<string> Of(IEnumerable<Host> hosts)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var shared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var host in hosts)
            if (host.Address.Length > 0 && !known.Add(host.Machine)) shared.Add(host.Machine);
        return shared;
    }
}
