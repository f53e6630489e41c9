using ConsulGen.Core;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering;

/// <summary>Paths as the consumers of reports compare them with those of a repository. Inputs have forward slashes already.</summary>
internal static class ReportPath
{
    /// <summary>Without <c>./</c> and doubled slashes; <c>..</c> stays, since a link may stand before it.</summary>
    public static string Plain(string path)
    {
        var parts = path.Split('/').Where((part, i) => part != "." && (part.Length > 0 || i == 0));
        return string.Join('/', parts);
    }

    /// <summary>A relative reference, or a <c>file:</c> URI where the user named the input by its full path.</summary>
    public static string Uri(string path)
    {
        var parts = Plain(path).Split('/');
        var escaped = string.Join('/', parts.Select(System.Uri.EscapeDataString));
        if (parts[0].Length == 0) return "file://" + escaped;
        return parts[0] is [var drive, ':'] && char.IsAsciiLetter(drive) ? $"file:///{drive}:{escaped[4..]}" : escaped;
    }

    /// <summary>Where a finding is; one without a place belongs to the inventory as a whole.</summary>
    public static string Of(SourceSpan span, Compilation compilation) => span.Exists ? Plain(span.Path) : Of(compilation);

    /// <summary>A file of the inventory: that of its first datacenter, or of its first finding; its name where neither has a place.</summary>
    public static string Of(Compilation compilation)
    {
        var places = (compilation.Topology?.Datacenters.Select(d => d.Span) ?? []).Concat(compilation.Findings.Select(f => f.Span));
        return Plain(places.FirstOrDefault(s => s.Exists) is { Exists: true } place ? place.Path : compilation.Topology?.Name ?? "inventory");
    }
}
