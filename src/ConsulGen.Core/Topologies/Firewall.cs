using ConsulGen.Core.Text;

namespace ConsulGen.Core.Topologies;

public enum FirewallTool
{
    Nftables,
    Firewalld,
    Ufw,
}

/// <summary>What keeps others away from the ports that Consul opens on a host.</summary>
/// <param name="Allowed">In ordinal order of ports.</param>
public sealed record Firewall(FirewallTool Tool, SourceSpan Span, ImmutableArray<AllowedSources> Allowed);

/// <summary>Who reaches a port beside those of the inventory that need it.</summary>
/// <param name="Port">As Consul names it.</param>
/// <param name="Sources">Addresses and networks; <see cref="Anyone"/> stands for all.</param>
public sealed record AllowedSources(string Port, ImmutableArray<string> Sources, SourceSpan Span)
{
    public const string Anyone = "any";
}
