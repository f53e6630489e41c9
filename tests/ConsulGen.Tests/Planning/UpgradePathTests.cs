using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Tests.Planning;

public sealed class UpgradePathTests
{
    [Theory]
    [InlineData("1.8.4", "1.8.19", "1.8.19")]
    [InlineData("1.8.4", "1.10.11", "1.10.11")]
    [InlineData("1.2.4", "1.6.5", "1.6.5")]
    [InlineData("1.2.4", "1.5.3", "the newest 1.4, 1.5.3")]
    [InlineData("1.6.5", "1.10.11", "1.6.10, 1.8.19, 1.10.11")]
    [InlineData("1.8.4", "1.21.4", "1.8.19, 1.10.12, the newest 1.12, the newest 1.14, the newest 1.16, the newest 1.18, the newest 1.20, 1.21.4")]
    [InlineData("1.1.0", "1.12.3", "1.2.4, 1.6.10, 1.8.19, 1.10.12, 1.12.3")]
    [InlineData("1.11.2", "1.16.6", "the newest 1.13, the newest 1.15, 1.16.6")]
    [InlineData("1.15.4+ent", "1.18.2+ent", "1.18.2+ent")]
    [InlineData("1.15.4", "1.18.2", "the newest 1.17, 1.18.2")]
    [InlineData("1.20.1", "2.0.0", "the newest 1.22, 2.0.0")]
    [InlineData("1.21.4", "2.0.0", "2.0.0")]
    public void the_hops_are_the_documented_ones(string from, string to, string hops) =>
        Assert.Equal(hops, string.Join(", ", UpgradePath.Between(Version(from), Version(to)).Select(h => h.Name)));

    [Theory]
    [InlineData("1.1.0")]
    [InlineData("1.2.3")]
    [InlineData("1.3.1")]
    [InlineData("1.6.9")]
    [InlineData("1.9.17")]
    [InlineData("1.13.8")]
    public void each_hop_begins_where_the_one_before_ended_and_none_is_too_long(string from)
    {
        var hops = UpgradePath.Between(Version(from), Version("2.1.0"));

        Assert.Equal(hops.Skip(1).Select(h => h.From), hops.SkipLast(1).Select(h => h.To));
        Assert.All(hops, h => Assert.False(UpgradePath.AreTooFarApart(h.From, h.To), h.Name));
        Assert.All(hops, h => Assert.True(h.From < h.To, h.Name));
    }

    [Theory]
    [InlineData("1.9.0", true)]
    [InlineData("1.8.4", false)]
    [InlineData("1.10.11", true)]
    [InlineData("1.10.12", false)]
    public void a_hop_crosses_what_is_newer_than_its_start_up_to_its_end(string release, bool crossed) =>
        Assert.Equal(crossed, UpgradePath.Between(Version("1.8.4"), Version("1.10.11"))[0].Crosses(Version(release)));

    private static ConsulVersion Version(string text) => ConsulVersion.Parse(text) ?? throw new ArgumentException(text, nameof(text));
}
