namespace ConsulGen.Core.Drift;

/// <summary>Something that is not as the inventory has it.</summary>
/// <param name="Kind">Names the difference; programs rely on it.</param>
/// <param name="Node">By its name in the inventory, or, where it has none, in the cluster.</param>
/// <param name="Expected">What the inventory says; empty where it says nothing.</param>
/// <param name="Live">What is so; empty where nothing is.</param>
public sealed record Difference(string Kind, string Datacenter, string Node, string Expected, string Live, string Message);
