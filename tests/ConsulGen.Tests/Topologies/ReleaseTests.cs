using System.Reflection;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Tests.Topologies;

/// <summary>The table of differences between releases.</summary>
public class ReleaseTests
{
    public static TheoryData<string> Names => [.. Features.Select(f => f.Name)];

    private static IEnumerable<Feature> Features =>
        typeof(Feature).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<Feature>();

    [Theory]
    [InlineData("1.11.10", false)]
    [InlineData("1.11.11", true)]
    [InlineData("1.12.5", false)]
    [InlineData("1.12.6", true)]
    [InlineData("1.13.2", false)]
    [InlineData("1.13.3", true)]
    [InlineData("1.10.12", false)]
    [InlineData("1.14.0", true)]
    [InlineData("2.0.0", true)]
    public void what_came_in_three_lines_is_asked_for_in_each(string version, bool expected) =>
        Assert.Equal(expected, FirstReleases.Parse("1.11.11, 1.12.6, 1.13.3").Include(Version(version)));

    [Theory]
    [InlineData("1.18.21", false)]
    [InlineData("1.18.21+ent", true)]
    [InlineData("1.19.0+ent", false)]
    [InlineData("1.22.5", true)]
    public void what_came_back_to_enterprise_only_is_not_in_the_community_edition(string version, bool expected) =>
        Assert.Equal(expected, FirstReleases.Parse("1.18.21+ent, 1.22.5").Include(Version(version)));

    [Theory]
    [InlineData("1.13.2", "1.13.3")]
    [InlineData("1.12.1", "1.12.6")]
    [InlineData("1.10.0", "1.11.11")]
    public void the_next_release_that_has_it_is_that_of_the_line(string version, string expected) =>
        Assert.Equal(Version(expected), FirstReleases.Parse("1.11.11, 1.12.6, 1.13.3").After(Version(version)));

    [Theory]
    [InlineData("")]
    [InlineData("1.12")]
    [InlineData("1.13.3, 1.12.6")]
    [InlineData("1.12.6, 1.12.7")]
    public void a_list_of_releases_has_one_of_a_line_oldest_first(string list) => Assert.Throws<FormatException>(() => FirstReleases.Parse(list));

    [Theory]
    [MemberData(nameof(Names))]
    public void a_row_is_named_as_its_member_and_says_what_it_changes(string name)
    {
        Assert.Equal(name, typeof(Feature).GetField(name)?.Name);
        var row = Features.Single(f => f.Name == name);
        Assert.EndsWith(".", row.Changes, StringComparison.Ordinal);
        Assert.NotEmpty(row.Source);
        Assert.True(row.Until is null || row.Until.General > row.Since.Earliest);
        Assert.True(row.Since.General <= ConsulVersion.Newest);
    }

    /// <summary>Where the table of keys and that of releases speak of one thing, they say the same.</summary>
    [Theory]
    [InlineData(nameof(Feature.GrpcPort), "ports.grpc")]
    [InlineData(nameof(Feature.GrpcTlsPort), "ports.grpc_tls")]
    [InlineData(nameof(Feature.TlsStanza), "tls")]
    [InlineData(nameof(Feature.AclStanza), "acl")]
    [InlineData(nameof(Feature.PrimaryDatacenterKey), "primary_datacenter")]
    [InlineData(nameof(Feature.AutoConfig), "auto_config")]
    [InlineData(nameof(Feature.HttpConnectionLimit), "limits.http_max_conns_per_client")]
    [InlineData(nameof(Feature.XdsLoadBalancing), "performance.enable_xds_load_balancing")]
    [InlineData(nameof(Feature.MeshGatewayFederation), "connect.enable_mesh_gateway_wan_federation")]
    [InlineData(nameof(Feature.ExposedPaths), "service.proxy.expose")]
    [InlineData(nameof(Feature.AltDomain), "alt_domain")]
    public void a_feature_that_is_a_key_came_with_it(string name, string key) =>
        Assert.Equal(AgentKeys.Instance.Find(key)?.Since.ToString(), Features.Single(f => f.Name == name).Since.ToString());

    private static ConsulVersion Version(string text) => ConsulVersion.Parse(text) ?? throw new ArgumentException(text);
}
