using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Core.Consul.Keys;

/// <summary>
/// A key of Consul's configuration files, by version; for the sources see <c>Releases/agent-keys.json</c>.
/// </summary>
/// <param name="Path">Such as <c>acl.tokens.agent</c>; <c>[]</c> is each item of a list, <c>.*</c> each entry of a map.</param>
/// <param name="Type">string, int, uint, float, bool, duration, object, list&lt;…&gt;, map&lt;…&gt; or any.</param>
public sealed record AgentKey(string Path, string Type, FirstReleases Since, string Description)
{
    /// <summary>First release to which the key is unknown, which stops the agent.</summary>
    public ConsulVersion? Removed { get; init; }

    /// <summary>First release that only warns about the key that it no longer knows.</summary>
    public ConsulVersion? ToleratedFrom { get; init; }

    public ConsulVersion? Deprecated { get; init; }

    /// <summary>First release whose agent warns about it.</summary>
    public ConsulVersion? WarnsSince { get; init; }

    /// <summary>The keys that take its place; the oldest first.</summary>
    public ImmutableArray<KeyReplacement> Replacements { get; init; } = [];

    /// <summary>First release that takes a new value on SIGHUP and <c>consul reload</c>; null when only a restart does.</summary>
    public ConsulVersion? ReloadableSince { get; init; }

    /// <summary>First release that reads the key, but does nothing with it.</summary>
    public ConsulVersion? WithoutEffectSince { get; init; }

    /// <summary>Clients read it, but do nothing with it.</summary>
    public bool IsForServers { get; init; }

    /// <summary>Servers read it, but do nothing with it.</summary>
    public bool IsForClients { get; init; }

    /// <summary>An agent of the other role refuses to start with it.</summary>
    public bool IsRefusedElsewhere { get; init; }

    public bool IsSecret { get; init; }

    public bool IsInternal { get; init; }

    public bool IsEnterprise { get; init; }

    /// <summary>Without Enterprise, the agent refuses it; most keys of Enterprise only have no effect then.</summary>
    public bool IsRefusedByCommunity { get; init; }

    /// <summary>In checks, other names of a key that stop no agent; they are taken in any case.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>
    /// What an agent of each known release takes where nothing is set; null where nobody can say. What changed between releases is in the
    /// table of changed defaults, which wins.
    /// </summary>
    public string? Default { get; init; }

    /// <summary>A JSON value, as it would stand in a file; null where none helps.</summary>
    public string? Example { get; init; }

    /// <summary>The last part of the path. One key has a dot in its own name: <c>telemetry.disable_compat_1.9</c>.</summary>
    public string Name { get; } = Path[(Path.EndsWith(".disable_compat_1.9", StringComparison.Ordinal) ? "telemetry.".Length : Path.LastIndexOf('.') + 1)..];

    public bool IsKnownTo(ConsulVersion version) => HasArrived(version) && (Removed is not { } removed || version < removed);

    /// <summary>Whether an agent of a role does anything with it.</summary>
    public bool Concerns(bool server) => server ? !IsForClients : !IsForServers;

    public bool HasArrived(ConsulVersion version) => Since.Include(version);

    /// <summary>The spelling that a release wants in place of this key; null when there is none.</summary>
    public KeyReplacement? ReplacementFor(ConsulVersion version) => Replacements.LastOrDefault(r => version >= r.Since);
}
