using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Inventories;

public enum Role
{
    Server,
    Client,
    LoadBalancer,
}

/// <summary>What the author wrote, host ranges expanded, nothing inherited yet.</summary>
public sealed record Inventory(string Name)
{
    public required Level Root { get; init; }

    /// <summary>In ordinal order of names.</summary>
    public ImmutableArray<DatacenterEntry> Datacenters { get; init; } = [];

    public FederationChoice Federation { get; init; }

    public ImmutableSortedDictionary<string, SecretDefinition> Secrets { get; init; } = ImmutableSortedDictionary<string, SecretDefinition>.Empty;

    /// <summary>Each set maps Consul's port names to numbers.</summary>
    public MapValue PortSets { get; init; } = MapValue.Empty;

    /// <summary>Null when the inventory has no <c>prometheus</c>.</summary>
    public MapValue? Prometheus { get; init; }

    public MapValue Lint { get; init; } = MapValue.Empty;

    /// <summary>Dangers of a planned change that the author takes, in the order of the file.</summary>
    public ImmutableArray<Risk> Risks { get; init; } = [];
}

/// <param name="Hosts">Of all roles, in natural order of names within a role.</param>
public sealed record DatacenterEntry(string Name, SourceSpan Span, ImmutableArray<HostEntry> Hosts)
{
    /// <summary>The key <c>servers</c>; the datacenter's own place when it has none.</summary>
    public SourceSpan ServersSpan { get; init; } = Span;
}

/// <summary>One host. A host that a range made has the range's place.</summary>
/// <param name="Name">The key of the host: node name and folder.</param>
/// <param name="Level">The level above when the host sets nothing but its own address and id.</param>
public sealed record HostEntry(string Name, SourceSpan Span, Role Role, Level Level)
{
    public ScalarValue? Address { get; init; }

    public ScalarValue? WanAddress { get; init; }

    public ScalarValue? NodeId { get; init; }
}

public enum SecretSource
{
    /// <summary>An environment variable of the installing shell.</summary>
    Environment,

    /// <summary>A file on the host.</summary>
    File,

    /// <summary>In the inventory itself, and so in the bundle.</summary>
    Literal,
}

/// <param name="Text">The variable, the path, or the secret itself.</param>
public sealed record SecretDefinition(string Name, SourceSpan Span, SecretSource Source, string Text);
