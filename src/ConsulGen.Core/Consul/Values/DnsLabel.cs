using System.Text;

namespace ConsulGen.Core.Consul.Values;

/// <summary>The names that Consul's agent takes for good in DNS (agent/agent.go, all versions): letters, digits, hyphens, 63 at most.</summary>
internal static class DnsLabel
{
    private const int Longest = 63;

    /// <summary>What keeps DNS from finding it, "has a blank"; null when nothing does.</summary>
    public static string? ProblemOf(string name)
    {
        foreach (var c in name.EnumerateRunes())
            if (c.Value != '-' && !(c.IsAscii && Rune.IsLetterOrDigit(c))) return c.Value == ' ' ? "has a blank" : $"has a \"{c}\"";
        return name.Length > Longest ? "has more than 63 characters" : null;
    }
}
