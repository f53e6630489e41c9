using ConsulGen.Core.Text;

namespace ConsulGen.Core.Diagnostics;

/// <summary>
/// Something to tell the author, at its place. The message is one sentence, lower-case, without a final period;
/// <see cref="Help"/> is the remedy, as an imperative. The severity is the rule's, as the inventory configures it.
/// </summary>
public sealed record Finding(string Rule, Severity Severity, SourceSpan Span, string Message, string? Help = null)
{
    /// <summary>What <c>lint --fix</c> writes; null where the remedy leaves something to choose.</summary>
    public Fix? Fix { get; init; }

    /// <summary>What two findings of one place have in common when one of them is enough; null where that is the whole message.</summary>
    public string? Shared { get; init; }

    /// <summary>Order of a report: place, rule, message.</summary>
    public static int Compare(Finding a, Finding b)
    {
        var order = SourceSpan.Compare(a.Span, b.Span);
        if (order == 0) order = string.CompareOrdinal(a.Rule, b.Rule);
        return order != 0 ? order : string.CompareOrdinal(a.Message, b.Message);
    }
}
