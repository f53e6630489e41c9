using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

[Collection(InAFolder.Name)]
public sealed class FixedLinkTests
{
    [MachineFact(Needs.Unix)]
    public void a_link_is_followed_from_its_own_folder()
    {
        const string hosts = "datacenters: { dc1: { servers: { hosts: { \"s[1:3]\": { address: \"10.0.0.[1:3]\" } } } } }\n";
        using var scratch = new ScratchFolder();
        var path = scratch.Write("real.yml", "consul: { version: 1.21.4 }\nagent: { Log_Level: INFO }\n" + hosts);
        File.CreateSymbolicLink(scratch["link.yml"], "real.yml");
        var run = InAFolder.Run(scratch.Path, "lint", "link.yml", "--fix");
        Assert.Equal((0, "consul: { version: 1.21.4 }\nagent: { log_level: INFO }\n" + hosts), (run.Code, File.ReadAllText(path)));
    }
}
