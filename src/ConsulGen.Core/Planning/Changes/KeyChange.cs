using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Changes;

/// <summary>A value of one host that the change sets, alters or removes.</summary>
/// <param name="Path">
/// As <c>inspect</c> shows it, without <c>agent.</c>: <c>ports.http</c>; <c>services.web.port</c>; <c>consul.version</c> for how Consul
/// is installed; <c>systemd.Service.LimitNOFILE</c> for an override.
/// </param>
/// <param name="Old">Null when it is new.</param>
/// <param name="New">Null when it is gone.</param>
public sealed record KeyChange(string Path, Value? Old, Value? New, ChangeClass Class)
{
    /// <summary>True when the value stays, and only its key, or a secret in it, is called something else.</summary>
    public bool IsRename { get; init; }

    /// <summary>Why the change has this class, where that is not plain.</summary>
    public string? Note { get; init; }

    /// <summary>Where the new inventory sets it, or else where the old one did; none for what is derived.</summary>
    public SourceSpan Span => New is { Span.Exists: true } ? New.Span : New is null ? Old?.Span ?? SourceSpan.None : SourceSpan.None;
}
