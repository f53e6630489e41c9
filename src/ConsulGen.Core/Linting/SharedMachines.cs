using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting;

internal static class SharedMachines
{
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
