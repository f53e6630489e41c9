using ConsulGen.Core.Inventories;

namespace ConsulGen.Tests.Inventories;

public class HostRangeTests
{
    [Theory]
    [InlineData("web[1:3]", "web1 web2 web3")]
    [InlineData("web[01:03]", "web01 web02 web03")]
    [InlineData("web[08:11]", "web08 web09 web10 web11")]
    [InlineData("[1:9:2]", "1 3 5 7 9")]
    [InlineData("[1:8:3]", "1 4 7")]
    [InlineData("db-[a:d:2].x", "db-a.x db-c.x")]
    [InlineData("r[1:2]-n[1:2]", "r1-n1 r1-n2 r2-n1 r2-n2")]
    [InlineData("[7:7]", "7")]
    [InlineData("10.0.[0:1].[1:2]", "10.0.0.1 10.0.0.2 10.0.1.1 10.0.1.2")]
    public void stands_for(string text, string names)
    {
        var range = HostRange.Parse(text);
        Assert.NotNull(range);
        Assert.Equal(names.Split(' '), Enumerable.Range(0, (int)range.Count).Select(i => range[i]));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("web[]")]
    [InlineData("web[1]")]
    [InlineData("web[3:1]")]
    [InlineData("web[1:3:0]")]
    [InlineData("web[1:2:3:4]")]
    [InlineData("web[a:3]")]
    [InlineData("web[Z:a]")]
    [InlineData("[::1]:8301")]
    [InlineData("[fd00::1]")]
    [InlineData("web[1:3")]
    [InlineData("web[99999999999:1]")]
    public void is_no_range(string text) => Assert.Null(HostRange.Parse(text));

    [Fact]
    public void a_monstrous_range_is_counted_not_made() => Assert.Equal(int.MaxValue, HostRange.Parse("[0:999999999][0:999999999][0:999999999]")?.Count);
}
