using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Linting;

/// <summary>Which host a check's URL means, where the usual form is read without the whole of it.</summary>
public class AddressNotInTopologyTests
{
    [Theory]
    [InlineData("http://10.0.0.1:80/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://10.9.9.9:80/", true)]
    [InlineData("http://10.9.9.9", true)]
    [InlineData("http://10.0.0.1:word@10.9.9.9/", true)]
    [InlineData("http://10.9.9.9:word@10.0.0.1/", false)]
    [InlineData("http://10.9.9.9:99999/", false)]
    [InlineData("1http://10.9.9.9/", false)]
    [InlineData("://", false)]
    public void finds_the_host_of_a_check(string url, bool isFound)
    {
        var yaml = $$"""
            consulgen: 1
            consul: { version: 1.10.11 }
            services: { web: { port: 80, checks: [{ http: "{{url}}", interval: 10s }] } }
            datacenters: { dc1: { servers: { hosts: { s1: { address: 10.0.0.1 } } } } }
            """;
        Assert.Equal(isFound, Inputs.Compile(yaml).Findings.Any(f => f.Rule == "address-not-in-topology"));
    }
}
