namespace ConsulGen.Core.Consul.Values;

internal static class DatacenterName
{
    /// <summary>Whether Consul takes it. It lower-cases it, and takes an empty one for the agent's own (run with 1.1.0 to 1.10.11).</summary>
    public static bool IsOne(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
