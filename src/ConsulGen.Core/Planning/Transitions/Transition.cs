namespace ConsulGen.Core.Planning.Transitions;

/// <summary>A way of several phases from one inventory to another, each of which a live cluster survives.</summary>
/// <param name="name">As <c>consulgen transition</c> takes it.</param>
/// <param name="title">One line for help.</param>
public abstract class Transition(string name, string title)
{
    public string Name { get; } = name;

    public string Title { get; } = title;

    /// <summary>The phases, the last of which is the new inventory itself; or why there are none.</summary>
    /// <param name="old">Has a topology, as has <paramref name="next"/>.</param>
    public abstract Outcome Phases(Compilation old, Compilation next);

    /// <param name="Problem">Why nothing can be written, as a sentence that names the remedy; null when all is well.</param>
    public sealed record Outcome(ImmutableArray<Phase> Phases, string? Problem = null)
    {
        public static Outcome Of(params ImmutableArray<Phase> phases) => new(phases);

        public static Outcome None(string problem) => new([], problem);
    }
}
