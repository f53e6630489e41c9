using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Risks;

/// <summary>A danger that somebody takes, with the reason.</summary>
/// <param name="Until">The last day for which it is taken, as <c>2027-01-31</c>; null for ever.</param>
public sealed record AcceptedDanger(Danger Danger, SourceSpan Span, string Reason, string? Until);
