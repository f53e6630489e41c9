using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>One inventory on the way from the old one to the new one, and what is done with it.</summary>
/// <param name="Name">Of its file, without number and ending.</param>
/// <param name="Base">The inventory that it is made of.</param>
/// <param name="Edits">What differs from that one.</param>
/// <param name="Steps">What to do when it is deployed, in order; sentences.</param>
public sealed record Phase(string Name, Compilation Base, ImmutableArray<Fix> Edits, ImmutableArray<string> Steps)
{
    /// <summary>The files of the inventory, with the edits; comments and layout are the author's.</summary>
    public ImmutableArray<SourceText> Sources => [.. Base.Sources.Select(s => Fixes.Apply(s, Edits))];
}
