using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting;

internal static class AgentPlaces
{
    /// <summary>Where a value of the agent's configuration is set; the host's place for one that is derived or missing.</summary>
    public static SourceSpan PlaceOf(this Agent agent, Value? value) => value is { Span.Exists: true } ? value.Span : agent.Span;
}
