namespace ConsulGen.Core.Formats.Reading;

/// <summary>What no configuration of an agent has, and what would only exhaust the machine that reads it.</summary>
internal static class ReadLimits
{
    /// <summary>Maps and lists within each other; the deepest that Consul knows, a check of a sidecar's, are nine.</summary>
    public const int Depth = 100;

    /// <summary>Keys and items of one file.</summary>
    public const int Values = 500_000;
}
