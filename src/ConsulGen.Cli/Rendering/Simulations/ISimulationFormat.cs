using System.Collections.Immutable;
using ConsulGen.Core.Planning.Failures;

namespace ConsulGen.Cli.Rendering.Simulations;

/// <summary>A form in which the outcome of failures is written to standard output.</summary>
internal interface ISimulationFormat
{
    void Write(ImmutableArray<FailureOutcome> outcomes, TextWriter output);

    void Write(ImmutableArray<SmallestFailures> failures, TextWriter output);
}
