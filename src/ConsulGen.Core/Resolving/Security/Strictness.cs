using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving.Security;

/// <summary>The words of <c>verify</c>, in the order in which a running cluster goes through them from the last to the first.</summary>
internal static class Strictness
{
    public const string Full = "full";
    public const string Outgoing = "outgoing";
    public const string None = "none";

    /// <summary>What the schema does not take is reported there, and counts as the strictest.</summary>
    public static string Of(MapValue block) => block.Text("verify") switch
    {
        Outgoing => Outgoing,
        None => None,
        _ => Full,
    };
}
