namespace ConsulGen.Core.Consul.Releases.Faults;

/// <summary>Faults that meet everyone.</summary>
internal static class Everywhere
{
    public static readonly ImmutableArray<ReleaseFault> Rows =
    [
        new(
            "1.11.9, 1.12.1",
            "1.11.10, 1.12.2",
            "everywhere",
            (_, _) => true,
            "reads of one key over the API lose their options, so blocking queries on it end with \"i/o deadline reached\"",
            "CHANGELOG 1.11.10 and 1.12.2"),
        new("1.13.8", "1.13.9", "everywhere, since Nomad may be anywhere", (_, _) => true, "Nomad cannot read its version, and places nothing beside it", Docs),
        new(
            "1.15.0",
            "1.15.2",
            "everywhere",
            (_, _) => true,
            "blocking queries that the agent answers from its cache may never return",
            "CHANGELOG 1.15.2, which takes back a change of 1.15.0"),
        new(
            "1.21.5",
            "1.21.6+ent, 1.22.0",
            "everywhere",
            (_, _) => true,
            "keys of the KV store with a blank, a colon or another unusual character can be neither read nor written, and no setting helps",
            "github.com/hashicorp/consul pull request 22682, mended by 22931 and 22939"),
        new(
            "1.22.4",
            "1.22.5",
            "everywhere",
            (_, _) => true,
            "HTTP connections end after 30 seconds unless http_config has other timeouts, and with them blocking queries and Prometheus' discovery; "
            + "HashiCorp has withdrawn it",
            "CHANGELOG 1.22.4; github.com/hashicorp/consul pull requests 23267 and 23272"),
    ];

    /// <summary>The documentation of Consul.</summary>
    public const string Docs = "docs, upgrade to specific versions";
}
