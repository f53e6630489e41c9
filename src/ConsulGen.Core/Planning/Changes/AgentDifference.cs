using System.Collections.Concurrent;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>Compares an agent with what it was: its configuration, services, installation and overrides, value by value.</summary>
internal sealed class AgentDifference(Topology oldTopology, Topology newTopology)
{
    private readonly Func<SecretValue, SecretValue, bool> _isSameSecret =
        (old, next) => old.Name == next.Name && Source(oldTopology, old) == Source(newTopology, next);

    private const int FewServices = 16;

    // Hosts of a group share theirs, and several threads compare.
    private readonly ConcurrentDictionary<ConsulInstall, MapValue> _installations = new(ReferenceEqualityComparer.Instance);

    public ImmutableArray<KeyChange> Of(Agent old, Agent next)
    {
        var pairs = new List<(string Path, Value? Old, Value? New)>();
        Collect("", old.Config, next.Config, pairs);
        CollectServices(old, next, pairs);
        Collect("consul.", InstallationOf(old), InstallationOf(next), pairs);
        Collect("systemd.", old.Systemd, next.Systemd, pairs);
        Collect("supervisor.", old.Supervisor, next.Supervisor, pairs);
        if (old.Address != next.Address || old.WanAddress != next.WanAddress || old.Zone != next.Zone) Collect("", Place(old), Place(next), pairs);
        if (pairs.Count == 0) return [];
        // Where the host's address is the agent's own, that key says it.
        if (pairs.Exists(p => p.Path == "bind_addr")) pairs.RemoveAll(p => p.Path == "address");
        if (pairs.Exists(p => p.Path == "advertise_addr_wan")) pairs.RemoveAll(p => p.Path == "wan_address");
        var renames = TakeRenames(pairs, old, next);
        return [.. pairs
            .Select(p => Judge(p.Path, p.Old, p.New))
            .Concat(renames.Select(r => r.Rename.Change(r.Old, r.New, next, Judge)))
            .OrderBy(k => k.Path, StringComparer.Ordinal)];

        KeyChange Judge(string path, Value? before, Value? after) => MeanTheSame(before, after)
            ? new KeyChange(path, before, after, ChangeClass.NoEffect) { IsRename = true, Note = "the same secret under another name" }
            : KeyEffects.Judge(path, before, after, old, next);
    }

    private void CollectServices(Agent old, Agent next, List<(string, Value?, Value?)> pairs)
    {
        if (HaveSameIds(old.Services, next.Services))
        {
            for (var i = 0; i < old.Services.Length; i++)
                if (!IsSame(old.Services[i].Definition, next.Services[i].Definition))
                    Collect($"services.{old.Services[i].Id}.", old.Services[i].Definition, next.Services[i].Definition, pairs);
            return;
        }

        // Duplicate ids are an error of the inventory; the last one is what Consul keeps.
        var before = old.Services.GroupBy(s => s.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Definition, StringComparer.Ordinal);
        foreach (var service in next.Services.GroupBy(s => s.Id, StringComparer.Ordinal).Select(g => g.Last()))
            if (before.Remove(service.Id, out var definition)) Collect($"services.{service.Id}.", definition, service.Definition, pairs);
            else pairs.Add(($"services.{service.Id}", null, service.Definition));
        foreach (var (id, definition) in before) pairs.Add(($"services.{id}", definition, null));
    }

    /// <summary>True for a few services, all with another id, in the same order.</summary>
    private static bool HaveSameIds(ImmutableArray<Service> old, ImmutableArray<Service> next)
    {
        if (old.Length != next.Length || old.Length > FewServices) return false;
        for (var i = 0; i < old.Length; i++)
        {
            if (old[i].Id != next[i].Id) return false;
            for (var j = 0; j < i; j++)
                if (old[i].Id == old[j].Id) return false;
        }

        return true;
    }

    private void Collect(string prefix, MapValue old, MapValue next, List<(string Path, Value? Old, Value? New)> pairs)
    {
        if (ReferenceEquals(old, next)) return;
        int i = 0, j = 0;
        while (i < old.Entries.Length || j < next.Entries.Length)
        {
            var order = i == old.Entries.Length ? 1
                : j == next.Entries.Length ? -1
                : string.CompareOrdinal(old.Entries[i].Key, next.Entries[j].Key);
            var before = order <= 0 ? old.Entries[i++] : default;
            var after = order >= 0 ? next.Entries[j++] : default;
            // Most is the same, and needs no path.
            if (!IsSame(before.Value, after.Value)) Collect(prefix + (order <= 0 ? before.Key : after.Key), before.Value, after.Value, pairs);
        }
    }

    /// <param name="old">Another than <paramref name="next"/>.</param>
    private void Collect(string path, Value? old, Value? next, List<(string Path, Value? Old, Value? New)> pairs)
    {
        // Where a map comes or goes its values do, each by itself.
        if (old is null or MapValue && next is null or MapValue && (old is MapValue { IsEmpty: false } || next is MapValue { IsEmpty: false }))
            Collect(path + ".", old as MapValue ?? MapValue.Empty, next as MapValue ?? MapValue.Empty, pairs);
        else pairs.Add((path, old, next));
    }

    private bool IsSame(Value? old, Value? next) => ValueComparison.Same(old, next, _isSameSecret);

    /// <summary>A secret means the same when it comes from the same source, whatever the inventories call it; files name it all the same.</summary>
    private bool MeanTheSame(Value? old, Value? next) => ValueComparison.Same(old, next, (a, b) => Source(oldTopology, a) == Source(newTopology, b));

    private static (SecretSource, string) Source(Topology topology, SecretValue secret) =>
        topology.Secrets.TryGetValue(secret.Name, out var definition) ? (definition.Source, definition.Text) : (SecretSource.Environment, "");

    /// <summary>Takes out the keys that only get another name: each is one change, and no removal beside something new.</summary>
    private List<(KeyRename Rename, Value? Old, Value? New)> TakeRenames(List<(string Path, Value? Old, Value? New)> pairs, Agent old, Agent next)
    {
        var added = ByPath(pairs.Where(p => p.Old is null).Select(p => (p.Path, p.New)));
        var removed = added.Count == 0 ? [] : ByPath(pairs.Where(p => p.New is null).Select(p => (p.Path, p.Old)));
        if (removed.Count == 0) return [];
        var renames = new List<(KeyRename Rename, Value? Old, Value? New)>();
        foreach (var rename in removed.Keys.Select(key => KeyRename.ToNewer(key, next)).Concat(added.Keys.Select(key => KeyRename.ToOlder(key, old))))
            if (rename is { } known && removed.TryGetValue(known.From, out var before) && added.TryGetValue(known.To, out var after)
                && MeanTheSame(before, after) && !renames.Exists(r => r.Rename.From == known.From && r.Rename.To == known.To))
                renames.Add((known, before, after));
        if (renames.Count > 0) pairs.RemoveAll(p => renames.Exists(r => r.Rename.From == p.Path || r.Rename.To == p.Path));
        return renames;
    }

    /// <summary>Paths may meet where a key has a dot in it; the first one counts.</summary>
    private static Dictionary<string, Value?> ByPath(IEnumerable<(string Path, Value? Value)> values)
    {
        var known = new Dictionary<string, Value?>(StringComparer.Ordinal);
        foreach (var (path, value) in values) known.TryAdd(path, value);
        return known;
    }

    private MapValue InstallationOf(Agent agent) => _installations.GetOrAdd(agent.Install, Installation);

    private static MapValue Installation(ConsulInstall install) => MapValue.Derived(new (string Key, string? Text)[]
    {
        ("binary", install.Binary),
        ("config_dir", install.ConfigDir),
        ("config_format", install.Json ? "json" : "hcl"),
        ("group", install.Group),
        ("service_manager", install.Supervisor ? "supervisor" : "systemd"),
        ("unit", install.Unit),
        ("unit_dir", install.UnitDir),
        ("user", install.User),
        // What is not said is not the newest release.
        ("version", install.IsPinned ? install.Version.ToString() : null),
    }.Where(k => k.Text is not null).Select(k =>
        (k.Key, (Value)new ScalarValue(ScalarKind.String, k.Text ?? "") { Origin = install.Source[k.Key]?.Origin ?? Origin.Derived })));

    private static MapValue Place(Agent agent) => MapValue.Derived(
        new (string Key, string? Text)[] { ("address", agent.Address), ("wan_address", agent.WanAddress), ("zone", agent.Zone) }
            .Where(k => !string.IsNullOrEmpty(k.Text))
            .Select(k => (k.Key, (Value)ScalarValue.Of(k.Text ?? ""))));
}
