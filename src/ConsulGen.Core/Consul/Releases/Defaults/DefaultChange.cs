using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Releases.Defaults;

/// <summary>A default that is another one in later releases: what an inventory says nothing of changes with an upgrade.</summary>
public sealed class DefaultChange
{
    private readonly string[] _path;
    private readonly ImmutableArray<(FirstReleases Since, string Value)> _values;

    /// <param name="key">Its path, as in <c>agent</c>.</param>
    /// <param name="first">What counts before the first change; a word of YAML, or one that says what there is without the key.</param>
    /// <param name="concerns">Which agents notice.</param>
    /// <param name="text">What the change does; a clause.</param>
    /// <param name="remedy">How all stays as it is, or what to do before; an imperative.</param>
    internal DefaultChange(
        string key,
        string first,
        ImmutableArray<(string Since, string Value)> later,
        Func<Agent, bool> concerns,
        string text,
        string remedy,
        string source)
    {
        (Key, First, Concerns, Text, Remedy, Source) = (key, first, concerns, text, remedy, source);
        _path = key.Split('.');
        _values = [.. later.Select(l => (FirstReleases.Parse(l.Since), l.Value))];
    }

    public string Key { get; }

    public string First { get; }

    public IEnumerable<(FirstReleases Since, string Value)> Later => _values;

    public Func<Agent, bool> Concerns { get; }

    public string Text { get; }

    public string Remedy { get; }

    public string Source { get; }

    /// <summary>What counts in a release where nothing is said.</summary>
    public string In(ConsulVersion version)
    {
        var value = First;
        foreach (var (since, later) in _values)
            if (since.Include(version)) value = later;
        return value;
    }

    /// <summary>Whether an upgrade changes what counts for an agent, as neither inventory says it.</summary>
    public bool Meets(Agent old, Agent next) =>
        In(old.Version) != In(next.Version) && !IsSaid(old) && !IsSaid(next) && Concerns(next) && old.IsServer == next.IsServer;

    private bool IsSaid(Agent agent) => agent.Config.At(_path) is not (null or ScalarValue { Kind: ScalarKind.Null });
}
