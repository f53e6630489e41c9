using ConsulGen.Core.Text;
using ConsulGen.Core.Values;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core.Inventories;

/// <summary>How the datacenters of an inventory relate; it decides what is derived for their servers.</summary>
public enum Federation
{
    /// <summary>Servers join those of the other datacenters over the WAN.</summary>
    Wan,

    /// <summary>Servers reach the other datacenters through mesh gateways, and join nobody.</summary>
    MeshGateways,

    /// <summary>Each datacenter is a cluster of its own, alone or peered.</summary>
    None,
}

/// <summary>What the inventory says of it.</summary>
/// <param name="Span">Of the word; none where the inventory says nothing, which is <see cref="Federation.Wan"/>.</param>
public readonly record struct FederationChoice(Federation Kind, SourceSpan Span)
{
    /// <summary>Another word is the schema's finding.</summary>
    public static FederationChoice Read(YamlMapping root)
    {
        if (root["federation"] is not YamlScalar scalar || CoreSchema.Resolve(scalar) is not { Kind: ScalarKind.String, Text: var word }) return default;
        return word switch
        {
            "wan" => new(Federation.Wan, scalar.Span),
            "mesh_gateways" => new(Federation.MeshGateways, scalar.Span),
            "none" => new(Federation.None, scalar.Span),
            _ => default,
        };
    }
}
