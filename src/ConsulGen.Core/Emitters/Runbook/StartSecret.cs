using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Runbook;

/// <summary>A secret at the first start: how it is made, where it is kept, and how it gets to the hosts.</summary>
/// <param name="Name">As the inventory has it.</param>
internal sealed record StartSecret(string Name)
{
    /// <summary>The file on the machine that the start is done from, as a word of its shell.</summary>
    public required string Kept { get; init; }

    /// <summary>Commands that make it where it is not there; none for a token that <c>acl/bootstrap.sh</c> makes.</summary>
    public ImmutableArray<string> Make { get; private init; } = [];

    /// <summary>In which <c>install.sh</c> is given it; null where it is in a file, or is made later.</summary>
    public string? Variable { get; private init; }

    /// <summary>The file on every host that it is put into; null where it is none, or not the same on all.</summary>
    public string? Place { get; private init; }

    /// <summary>It is in a file, and only its author knows what is in which host's.</summary>
    public bool IsLeftToTheHost { get; private init; }

    public static StartSecret Of(SecretDefinition secret, Topology topology)
    {
        var kept = $"\"$keep/secrets/{secret.Name}\"";
        if (topology.Agents.Any(a => AclDomain.SecretsMadeFor(a, topology).Contains(secret.Name))) return new StartSecret(secret.Name) { Kept = kept };
        var places = topology.Agents
            .Select(a => SecretValue.NamesIn(SecretSplit.Of(a).Secrets).Contains(secret.Name) ? a.Secrets[secret.Name].Text : "")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var isFile = secret.Source == SecretSource.File;
        if (isFile && places is not [{ Length: > 0 }]) return new StartSecret(secret.Name) { Kept = kept, IsLeftToTheHost = true };
        return new StartSecret(secret.Name)
        {
            Kept = kept,
            Make = [.. Making(secret.Name, kept, topology)],
            Variable = isFile ? null : secret.Text,
            Place = isFile ? places[0] : null,
        };
    }

    private static IEnumerable<string> Making(string name, string kept, Topology topology)
    {
        var absent = $"[ -s {kept} ] || ";
        var firsts = AclDomain.In(topology)
            .Where(d => AclDomain.FirstToken(d.Primary, topology) is SecretValue first && first.Name == name)
            .Select(d => Shell.Word(d.Primary))
            .ToList();
        if (topology.Agents.Any(a => a.Config["encrypt"] is SecretValue key && key.Name == name))
        {
            yield return $"{absent}consulgen keygen >{kept}";
        }
        else if (firsts.Count > 0)
        {
            yield return $"{absent}cat /proc/sys/kernel/random/uuid >{kept}";
            // What the servers start with is what acl/bootstrap.sh looks for.
            foreach (var primary in firsts) yield return $"mkdir -p \"$keep\"/{primary} && cp {kept} \"$keep\"/{primary}/management.token";
        }
        else
        {
            yield return $"{absent}{{ IFS= read -rsp {Shell.Quote(name + ": ")} word && printf '%s\\n' \"$word\" >{kept}; }}";
        }
    }
}
