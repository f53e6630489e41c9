namespace ConsulGen.Core.Consul.Values;

/// <summary>The ids of nodes and the secrets of tokens, which are UUIDs.</summary>
internal static class NodeId
{
    /// <summary>As Consul reads it: the bits for version and variant may be any (run with 1.1.0 to 1.10.11).</summary>
    public static bool IsUuid(string text)
    {
        if (text.Length != 36) return false;
        for (var i = 0; i < text.Length; i++)
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit(text[i])) return false;
        return true;
    }
}
