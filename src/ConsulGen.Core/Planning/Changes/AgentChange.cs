using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>What becomes of one agent. At least one of the two is there.</summary>
/// <param name="Old">Null for an agent that is new.</param>
/// <param name="New">Null for an agent that goes.</param>
public sealed record AgentChange(Agent? Old, Agent? New)
{
    /// <summary>In ordinal order of paths; empty for an agent that comes or goes.</summary>
    public ImmutableArray<KeyChange> Keys { get; init; } = [];

    /// <summary>The agent as it will be, or as it was when it goes.</summary>
    public Agent Agent => New ?? Old ?? throw new InvalidOperationException("an agent changes from nothing to nothing");

    public string Name => Agent.Name;

    /// <summary>The most that any of its keys asks; <see cref="ChangeClass.NoEffect"/> for an agent that comes or goes.</summary>
    public ChangeClass Class => Keys.IsEmpty ? ChangeClass.NoEffect : Keys.Max(k => k.Class);

    public bool IsSame => Old is not null && New is not null && Keys.IsEmpty;

    /// <summary>The releases before and after; null where they are the same, or where the old inventory does not say what runs.</summary>
    public (ConsulVersion Old, ConsulVersion New)? VersionChange() =>
        this is { Old: { Install.IsPinned: true } old, New: { } next } && old.Version != next.Version ? (old.Version, next.Version) : null;

    /// <summary>The change of a key; null when it stays as it is.</summary>
    public KeyChange? Key(string path) => Keys.FirstOrDefault(k => k.Path == path);

    /// <summary>The changes of the keys at and below a path.</summary>
    public IEnumerable<KeyChange> Below(string path) =>
        Keys.Where(k => k.Path.StartsWith(path, StringComparison.Ordinal) && (k.Path.Length == path.Length || k.Path[path.Length] == '.'));

    /// <summary>Where the inventory says what changes; the host's place for what is derived.</summary>
    public SourceSpan PlaceOf(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
            if (Below(path).Select(k => k.Span).FirstOrDefault(s => s.Exists) is { Exists: true } span) return span;
        return Agent.Span;
    }
}
