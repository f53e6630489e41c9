using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting;

internal static class AgentPlaces
{
    /// <summary>Where a value of the agent's configuration is set; the host's place for one that is derived or missing.</summary>
    public static SourceSpan PlaceOf(this Agent agent, Value? value) => (value?.Span ?? SourceSpan.None).PlaceOr(agent);

    /// <summary>The place, or the host's when there is none.</summary>
    public static SourceSpan PlaceOr(this SourceSpan span, Agent agent) => span.Exists ? span : agent.Span;
}
