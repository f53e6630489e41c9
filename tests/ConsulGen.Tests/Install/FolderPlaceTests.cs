using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Install;

/// <summary>Which folders may be the agent's: what lint says of one that holds its data.</summary>
public class FolderPlaceTests
{
    [Theory]
    [InlineData("/opt/consul")]
    [InlineData("/opt/nginx/consul")]
    [InlineData("/consul/data")]
    [InlineData("/data")]
    [InlineData("/var/consul")]
    [InlineData("/var/lib/consul/")]
    [InlineData("/var/log/hashicorp/consul")]
    [InlineData("/var/run/consul")]
    [InlineData("/run/consul")]
    [InlineData("/srv/consul")]
    [InlineData("/tmp/consul")]
    [InlineData("/home/consul")]
    [InlineData("/etc/consul.d/data")]
    [InlineData("/etc/consul.d/systemd")]
    [InlineData("/usr/local/consul")]
    [InlineData("/usr/local/var/consul")]
    public void programs_have_folders_of_their_own(string folder) => Assert.Empty(Rules(folder));

    [Theory]
    [InlineData("/etc")]
    [InlineData("/opt/")]
    [InlineData("/var")]
    [InlineData("/var/lib")]
    [InlineData("/var/run")]
    [InlineData("/usr/local")]
    [InlineData("/usr/local/etc")]
    [InlineData("/home")]
    public void their_parents_are_nobodys(string folder) => Assert.Equal(["file-in-system-folder"], Rules(folder));

    [Theory]
    [InlineData("/root")]
    [InlineData("/root/consul")]
    [InlineData("/bin")]
    [InlineData("/usr")]
    [InlineData("/usr/bin")]
    [InlineData("/usr/share/consul")]
    [InlineData("/usr/lib/systemd/system")]
    [InlineData("/usr/local/bin")]
    [InlineData("/usr/local/bin/consul")]
    [InlineData("/usr/local/lib/consul")]
    [InlineData("/lib/systemd/system")]
    [InlineData("/etc/other")]
    [InlineData("/usr/local/etc/consul")]
    [InlineData("/etc/cron.d")]
    [InlineData("/etc/cron.d/consul")]
    [InlineData("/etc/systemd/system")]
    [InlineData("/etc/sudoers.d")]
    [InlineData("/var/spool/cron/crontabs")]
    [InlineData("/var/lib/systemd")]
    [InlineData("/var/lib/dpkg/info")]
    [InlineData("/var/lib/consulgen")]
    [InlineData("/run/systemd/system")]
    [InlineData("/var/run/user/0")]
    [InlineData("/var/log/journal")]
    [InlineData("/dev/shm/consul")]
    [InlineData("/proc/sys")]
    [InlineData("/boot/consul")]
    public void all_else_is_the_systems(string folder) => Assert.Equal(["folder-of-system"], Rules(folder));

    [Theory]
    [InlineData("/etc/consul.d", true)]
    [InlineData("/opt/consul/conf", true)]
    [InlineData("/usr/local/etc/consul", true)]
    [InlineData("/etc", true)]
    [InlineData("/usr/bin", false)]
    [InlineData("/etc/ssl", false)]
    [InlineData("/etc/systemd/system", false)]
    public void so_may_those_of_its_configuration(string folder, bool isFine) =>
        Assert.Equal(isFine ? [] : ["folder-of-system"], Rules("/opt/consul", $"config_dir: {folder}"));

    [Fact]
    public void root_may_have_what_is_roots() => Assert.Empty(Rules("/root/consul", "user: root"));

    private static string[] Rules(string data, string consul = "user: consul")
    {
        var text = $$"""
            consulgen: 1
            consul: { version: 1.21.4, {{consul}} }
            agent: { data_dir: {{data}} }
            datacenters: { dc1: { clients: { hosts: { node1: { address: 10.0.0.1 } } } } }
            """;
        return [.. Inputs.Compile(text).Findings
            .Select(f => f.Rule).Where(r => r is "folder-of-system" or "file-in-system-folder" or "path-form")];
    }
}
