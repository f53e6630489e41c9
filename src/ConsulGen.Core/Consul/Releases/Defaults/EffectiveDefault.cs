using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Releases.Defaults;

/// <summary>What counts where an inventory says nothing.</summary>
internal static class EffectiveDefault
{
    /// <summary>A key of another spelling may say what this one does not.</summary>
    private static readonly Lazy<HashSet<string>> Spelled = new(() =>
    [
        .. AgentKeys.Instance.All.Where(k => !k.Replacements.IsEmpty).SelectMany(k => k.Replacements.Select(r => r.Key).Append(k.Path)),
    ]);

    /// <summary>Whether an agent that is not told does what the value says; false where that is not known.</summary>
    public static bool Is(string path, Value value, Agent agent) =>
        value is ScalarValue { Kind: not ScalarKind.Null, HasPlaceholders: false } scalar && Of(path, agent) is { } standard && IsSame(scalar.Text, standard);

    private static string? Of(string path, Agent agent)
    {
        if (Spelled.Value.Contains(path)) return null;
        foreach (var change in DefaultChanges.All)
            if (change.Key == path) return change.Concerns(agent) ? change.In(agent.Version) : null;
        return AgentKeys.Instance.Find(path) is { } key && key.IsKnownTo(agent.Version.Covered) ? key.Default : null;
    }

    private static bool IsSame(string text, string standard) =>
        string.Equals(text, standard, StringComparison.OrdinalIgnoreCase)
        || (GoDuration.Seconds(text) is { } seconds && GoDuration.Seconds(standard) is { } other && Math.Abs(seconds - other) < 1e-9);
}
