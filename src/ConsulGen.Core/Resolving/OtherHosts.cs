using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>
/// What placeholders say of other hosts: <c>${servers}</c> and <c>${servers.dc2}</c>, the addresses of a datacenter's servers, and
/// <c>${hosts.mon1.address}</c>. Each list is made once for all hosts that use it.
/// </summary>
/// <param name="addressOf">The address of a host, which depends on no other host; empty for one that has none.</param>
internal sealed class OtherHosts(Inventory inventory, Func<DatacenterEntry, HostEntry, int, string> addressOf)
{
    private const string Prefix = "hosts.";
    private const string Suffix = ".address";

    private readonly Dictionary<string, ListValue> _servers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Datacenter, string Host), string> _addresses = [];
    private Dictionary<string, List<(DatacenterEntry Datacenter, HostEntry Host, int Index)>>? _hosts;

    public static bool AreMeant(ReadOnlySpan<char> name) =>
        name is "servers" || name.StartsWith("servers.", StringComparison.Ordinal) || name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Names of placeholders that have a meaning in a datacenter, those of single hosts aside.</summary>
    public IEnumerable<string> Names => inventory.Datacenters.Select(d => "servers." + d.Name).Prepend("servers");

    /// <summary>What a placeholder stands for; a message and a remedy where it stands for nothing.</summary>
    /// <param name="datacenter">Of the host that uses it.</param>
    public (Value? Value, string Message, string Help) Find(string name, string datacenter)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return Servers(name is "servers" ? datacenter : name["servers.".Length..]);
        if (!name.EndsWith(Suffix, StringComparison.Ordinal) || name.Length <= Prefix.Length + Suffix.Length)
            return (null, "says nothing of a host", "write ${hosts.NAME.address}");
        return Host(name[Prefix.Length..^Suffix.Length], datacenter);
    }

    private (Value? Value, string Message, string Help) Servers(string datacenter)
    {
        if (_servers.TryGetValue(datacenter, out var known)) return (known, "", "");
        if (inventory.Datacenters.FirstOrDefault(d => d.Name == datacenter) is not { } entry)
            return (
                null,
                $"stands for no servers: there is no datacenter \"{Shortened.Of(datacenter)}\"",
                Suggestion.For(datacenter, inventory.Datacenters.Select(d => d.Name)) is { } close
                    ? $"did you mean ${{servers.{close}}}?"
                    : "expected one of " + string.Join(", ", inventory.Datacenters.Take(MostNames).Select(d => $"${{servers.{d.Name}}}")));
        var servers = entry.Hosts.Where(h => h.Role == Role.Server).Select((h, i) => AddressOf(entry, h, i + 1)).Where(a => a.Length > 0);
        return (_servers[datacenter] = ListValue.Of(servers), "", "");
    }

    private (Value? Value, string Message, string Help) Host(string host, string datacenter)
    {
        _hosts ??= inventory.Datacenters
            .SelectMany(Indexed)
            .GroupBy(h => h.Host.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        if (!_hosts.TryGetValue(host, out var named))
            return (
                null,
                $"stands for no host: there is no \"{Shortened.Of(host)}\"",
                Suggestion.For(host, _hosts.Keys) is { } close ? $"did you mean ${{hosts.{close}.address}}?" : "name one of the inventory's hosts");
        var near = named.Where(h => h.Datacenter.Name == datacenter).ToList();
        if (near.Count == 0 && named.Count > 1)
            return (
                null,
                $"may be a host of {string.Join(" or ", named.Select(h => $"\"{h.Datacenter.Name}\"").Distinct(StringComparer.Ordinal))}",
                "give the two different names, or write the address");
        var (home, entry, index) = near.Count > 0 ? near[0] : named[0];
        return AddressOf(home, entry, index) is { Length: > 0 } address
            ? (ScalarValue.Of(address), "", "")
            : (null, $"stands for no address: \"{Shortened.Of(host)}\" has none that can be used", "give that host its address");
    }

    private const int MostNames = 12;

    /// <summary>The hosts with the number of each among those of its role, from 1.</summary>
    public static IEnumerable<(DatacenterEntry Datacenter, HostEntry Host, int Index)> Indexed(DatacenterEntry datacenter)
    {
        var index = 0;
        var role = Role.Server;
        foreach (var host in datacenter.Hosts)
        {
            index = host.Role == role ? index + 1 : 1;
            role = host.Role;
            yield return (datacenter, host, index);
        }
    }

    private string AddressOf(DatacenterEntry datacenter, HostEntry host, int index)
    {
        if (host.Address is { HasPlaceholders: false, Kind: not ScalarKind.Null, Text: var text }) return Address.IsValid(text) ? Address.Canonical(text) : "";
        var key = (datacenter.Name, host.Name);
        return _addresses.TryGetValue(key, out var known) ? known : _addresses[key] = addressOf(datacenter, host, index);
    }
}
