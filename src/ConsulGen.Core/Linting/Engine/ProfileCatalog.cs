using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Core.Linting.Engine;

/// <summary>The rules that have another severity in a profile. The inventory's own <c>lint.severity</c> comes before it.</summary>
public static class ProfileCatalog
{
    /// <param name="Dev">Null where it is as the rule's page says; the same for <paramref name="Production"/>.</param>
    public sealed record Row(string Rule, Severity? Dev, Severity? Production);

    /// <summary>In ordinal order of names.</summary>
    public static readonly ImmutableArray<Row> Rows =
    [
        new("bootstrap-expect-count", null, Severity.Error),
        new("client-newer-than-servers", null, Severity.Error),
        new("data-in-temporary-folder", Severity.Info, Severity.Error),
        new("even-server-count", Severity.Info, null),
        new("gossip-behind-proxy", null, Severity.Error),
        new("implicit-primary-datacenter", Severity.Info, Severity.Error),
        new("known-bad-release", null, Severity.Error),
        new("leave-on-terminate-server", Severity.Info, Severity.Error),
        new("newer-consul-version", null, Severity.Warning),
        new("no-zone-spread", Severity.Info, Severity.Error),
        new("old-raft-protocol", null, Severity.Error),
        new("plaintext-secret", Severity.Warning, null),
        new("remote-script-checks", Severity.Info, Severity.Error),
        new("server-settings-differ", null, Severity.Error),
        new("server-without-zone", null, Severity.Warning),
        new("single-join-address", Severity.Info, null),
        new("single-server", Severity.Info, Severity.Error),
        new("unpinned-version", Severity.Info, Severity.Error),
        new("versions-too-far-apart", null, Severity.Error),
        new("zone-holds-quorum", Severity.Info, Severity.Error),
    ];

    private static readonly ImmutableDictionary<string, Row> ByRule = Rows.ToImmutableDictionary(r => r.Rule, StringComparer.Ordinal);

    /// <summary>Null for a rule that is off.</summary>
    public static Severity? SeverityOf(RuleDescriptor rule, Profile profile)
    {
        if (rule.IsForProduction && profile != Profile.Production) return null;
        var row = ByRule.GetValueOrDefault(rule.Name);
        return profile switch
        {
            Profile.Dev => row?.Dev,
            Profile.Production => row?.Production,
            _ => null,
        } ?? rule.Severity;
    }
}
