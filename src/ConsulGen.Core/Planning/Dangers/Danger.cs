using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Dangers;

/// <summary>
/// Something that the change does to the live cluster. The message is one sentence, lower-case, without a final period;
/// <see cref="Help"/> is the safe way, as an imperative.
/// </summary>
/// <param name="Span">In the new inventory, or in the old one for what is gone.</param>
/// <param name="Hosts">Names of the hosts that it touches, in the order of the change; a datacenter's name where it touches all.</param>
public sealed record Danger(string Rule, DangerSeverity Severity, SourceSpan Span, string Message, string Help, ImmutableArray<string> Hosts)
{
    /// <summary>Order of a report: the worst first, then place, rule, message.</summary>
    public static int Compare(Danger a, Danger b)
    {
        var order = b.Severity.CompareTo(a.Severity);
        if (order == 0) order = SourceSpan.Compare(a.Span, b.Span);
        if (order == 0) order = string.CompareOrdinal(a.Rule, b.Rule);
        return order != 0 ? order : string.CompareOrdinal(a.Message, b.Message);
    }
}
