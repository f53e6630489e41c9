using ConsulGen.Core.Text;

namespace ConsulGen.Core.Topologies;

/// <summary>How often a server's datacenter is saved, and where to.</summary>
public sealed record Backup(SourceSpan Span)
{
    /// <summary>At least one.</summary>
    public int EveryMinutes { get; init; } = 60;

    public SourceSpan EverySpan { get; init; } = Span;

    /// <summary>As many of the newest on a host are kept.</summary>
    public int Keep { get; init; } = 24;

    public string Dir { get; init; } = "/var/lib/consul-backup";

    public SourceSpan DirSpan { get; init; } = Span;

    /// <summary>On the host; null where none is needed.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Where the node exporter collects text files; what Debian's package has, unless said.</summary>
    public string TextfileDir { get; init; } = "/var/lib/prometheus/node-exporter";

    /// <summary>Every server saves one, not only who leads.</summary>
    public bool OnEveryServer { get; init; }
}
