using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Core.Consul.Keys;

/// <summary>The names that settings have had: <c>tls.internal_rpc.verify_incoming</c> was <c>verify_incoming_rpc</c> before 1.12.0.</summary>
internal static class KeySpellings
{
    private static readonly Lazy<ILookup<string, AgentKey>> Older = new(() => AgentKeys.Instance.All
        .SelectMany(old => old.Replacements.Select(r => (New: r.Key, Old: old)))
        .OrderByDescending(p => p.Old.Since.General)
        .ToLookup(p => p.New, p => p.Old, StringComparer.Ordinal));

    /// <summary>All names of a setting, the newest first.</summary>
    /// <param name="newest">Its path in the newest release.</param>
    public static IEnumerable<AgentKey> Of(string newest) =>
        AgentKeys.Instance.Find(newest) is { } key ? Older.Value[newest].Prepend(key) : throw new ArgumentException($"no key {newest}", nameof(newest));

    /// <summary>The one that a release takes; null where it has no such setting.</summary>
    public static AgentKey? For(string newest, ConsulVersion version) => Of(newest).FirstOrDefault(k => k.IsKnownTo(version.Covered));
}
