using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Install;

/// <summary>What install.sh is told of the files that the unit lets the agent open.</summary>
public sealed class FileLimitTests
{
    [Theory]
    [InlineData("", "file_limit='65536'\n")]
    [InlineData("systemd: { Service: { LimitNOFILE: 100000 } }", "file_limit='100000'\n")]
    [InlineData("systemd: { Service: { LimitNOFILE: \"4096:8192\" } }", "file_limit='4096'\n")]
    [InlineData("systemd: { Service: { LimitNOFILE: infinity } }", "file_limit='unlimited'\n")]
    [InlineData("consul: { service_manager: supervisor }", "file_limit=''\n")]
    public void is_that_of_the_unit(string keys, string expected)
    {
        var bundle = Inputs.Build($"{keys}\ndatacenters: {{ dc1: {{ servers: {{ hosts: {{ s: {{ address: 10.0.0.1 }} }} }} }} }}\n");
        Assert.Contains(expected, bundle.Text("hosts/dc1/s/install.conf"), StringComparison.Ordinal);
    }
}
