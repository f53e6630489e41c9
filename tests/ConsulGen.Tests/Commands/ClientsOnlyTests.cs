using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>A bundle of clients whose servers are another one's.</summary>
public sealed class ClientsOnlyTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void the_first_start_names_the_command_and_who_makes_tokens()
    {
        var inventory = _folder.Write(
            "apps.yml",
            """
            consul: { version: 1.18.2 }
            agent:
              retry_join: [ 10.0.0.1 ]
              acl: { enabled: true, default_policy: deny }
            datacenters:
              dc1:
                clients:
                  hosts: { "app[1:2]": { address: "10.0.1.[1:2]" } }
            """);
        Assert.Equal(0, Tool.Run("build", inventory, "-o", _folder.Path).Code);
        var page = File.ReadAllText(_folder["apps/README.md"]);
        Assert.Contains("Run `sudo ./install.sh` on the clients of `dc1`", page, StringComparison.Ordinal);
        Assert.Contains("Make the policies below `acl`, and a token for each agent, by hand", page, StringComparison.Ordinal);
        Assert.DoesNotContain("before 1.4", page, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_folder["apps/acl/dc1/policies"]));
    }
}
