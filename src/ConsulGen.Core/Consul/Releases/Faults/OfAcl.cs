using ConsulGen.Core.Consul.Agents;

namespace ConsulGen.Core.Consul.Releases.Faults;

/// <summary>Faults of access control and of what keeps a record of it.</summary>
internal static class OfAcl
{
    public static readonly ImmutableArray<ReleaseFault> Rows =
    [
        new(
            "1.4.0",
            "1.4.3",
            "servers that replicate tokens",
            (a, _) => a.IsServer && a.Acl.ReplicatesTokens,
            "tokens may get rights of others when they are replicated (CVE-2019-8336)",
            "CHANGELOG 1.4.3"),
        new(
            "1.4.0",
            "1.4.5, 1.5.1",
            "servers with ACLs",
            (a, _) => a.IsServer && a.Acl.IsOn,
            "a token that may write below one prefix may delete keys of others (CVE-2019-12291)",
            "CHANGELOG 1.4.5 and 1.5.1"),
        new(
            "1.8.0+ent",
            "1.8.10, 1.9.5",
            "Enterprise with `audit.enabled`",
            (a, _) => a.Config.Map("audit").Flag("enabled") is true,
            "a request can be written so that the audit log does not have it (CVE-2021-28156)",
            "CHANGELOG 1.8.10 and 1.9.5"),
        new(
            "1.8.1",
            "1.11.9, 1.12.5, 1.13.2",
            "servers with `auto_config.authorization.enabled`",
            (a, _) => a.IsServer && a.Config.Map("auto_config").Map("authorization").Flag("enabled") is true,
            "a name can be written so that auto_config's check of the JWT passes (CVE-2022-41803)",
            "CHANGELOG 1.13.2; advisory GHSA-hr3v-8cp3-68rf"),
    ];
}
