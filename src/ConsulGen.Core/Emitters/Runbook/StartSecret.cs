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

    public static ImmutableArray<StartSecret> Of(IEnumerable<SecretDefinition> needed, Topology topology)
    {
        var made = Names(topology.Agents.SelectMany(a => AclDomain.SecretsMadeFor(a, topology)));
        var gossip = Names(topology.Agents.Select(a => a.Config["encrypt"]).OfType<SecretValue>().Select(k => k.Name));
        var firsts = AclDomain.In(topology)
            .Select(d => (Primary: Shell.Word(d.Primary), Token: AclDomain.FirstToken(d.Primary, topology) as SecretValue))
            .Where(d => d.Token is not null)
            .ToLookup(d => d.Token!.Name, d => d.Primary, StringComparer.Ordinal);
        var places = new Lazy<Dictionary<string, string>>(() => PlacesOf(topology));
        return [.. needed.Select(secret =>
        {
            var start = new StartSecret(secret.Name) { Kept = $"\"$keep/secrets/{secret.Name}\"" };
            if (made.Contains(secret.Name)) return start;
            var making = Making(start, gossip.Contains(secret.Name), [.. firsts[secret.Name]]);
            if (secret.Source != SecretSource.File) return start with { Make = [.. making], Variable = secret.Text };
            return places.Value.TryGetValue(secret.Name, out var place)
                ? start with { Make = [.. making], Place = place }
                : start with { IsLeftToTheHost = true };
        })];

        static HashSet<string> Names(IEnumerable<string> names) => names.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Of the secrets that all agents have in a file of the same name, that file.</summary>
    private static Dictionary<string, string> PlacesOf(Topology topology)
    {
        Dictionary<string, string>? places = null;
        foreach (var agent in topology.Agents)
        {
            var own = SecretValue.NamesIn(SecretSplit.Of(agent).Secrets)
                .Distinct(StringComparer.Ordinal)
                .ToDictionary(n => n, n => agent.Secrets[n].Text, StringComparer.Ordinal);
            if (places is null) places = own;
            else
                foreach (var (name, place) in places)
                    if (own.GetValueOrDefault(name) != place) places.Remove(name);
        }

        return places ?? [];
    }

    /// <param name="isGossip">It is a key of gossip.</param>
    /// <param name="firsts">The primaries whose first token it is, as words of the shell.</param>
    private static IEnumerable<string> Making(StartSecret secret, bool isGossip, ImmutableArray<string> firsts)
    {
        var absent = $"[ -s {secret.Kept} ] || ";
        if (isGossip)
        {
            yield return $"{absent}consulgen keygen >{secret.Kept}";
        }
        else if (firsts.Length > 0)
        {
            yield return $"{absent}cat /proc/sys/kernel/random/uuid >{secret.Kept}";
            // What the servers start with is what acl/bootstrap.sh looks for.
            foreach (var primary in firsts)
                yield return $"mkdir -p \"$keep\"/{primary} && cp {secret.Kept} \"$keep\"/{primary}/management.token";
        }
        else
        {
            yield return $"{absent}{{ IFS= read -rsp {Shell.Quote(secret.Name + ": ")} word && printf '%s\\n' \"$word\" >{secret.Kept}; }}";
        }
    }
}
