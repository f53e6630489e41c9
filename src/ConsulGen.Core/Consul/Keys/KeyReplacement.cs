using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Core.Consul.Keys;

/// <summary>The key that takes the place of another one.</summary>
/// <param name="Since">The release that brought it.</param>
/// <param name="Key">Its path.</param>
public sealed record KeyReplacement(ConsulVersion Since, string Key)
{
    /// <summary>What the old key did besides, and the new one does not: to be set with it for the same meaning.</summary>
    public ImmutableArray<KeyCompanion> Companions { get; init; } = [];

    /// <summary>What is not as before even so; null where nothing is.</summary>
    public string? Difference { get; init; }

    /// <summary>What to write in place of the old key, such as "primary_datacenter, with acl.enabled: true, as …".</summary>
    public string Words =>
        Key
        + string.Concat(Companions.Select(c => $", with {c.Key}: {c.Value}, as {c.Reason}"))
        + (Difference is null ? "" : $"; {Difference}");
}

/// <summary>A key that has to come with another one.</summary>
/// <param name="Value">A word of YAML.</param>
/// <param name="Reason">Half a sentence: what the old key did.</param>
public sealed record KeyCompanion(string Key, string Value, string Reason);
