using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>A bundle of clients whose servers are another one's.</summary>
public sealed class ClientsOnlyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void the_first_start_names_the_command_and_the_script_of_the_tokens()
    {
        var inventory = Path.Combine(_folder.FullName, "apps.yml");
        File.WriteAllText(
            inventory,
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
        Assert.Equal(0, Tool.Run("build", inventory, "-o", _folder.FullName).Code);
        var page = File.ReadAllText(Path.Combine(_folder.FullName, "apps", "README.md"));
        Assert.Contains("Run `sudo ./install.sh` on the clients of `dc1`", page, StringComparison.Ordinal);
        Assert.Contains("`acl/bootstrap.sh --out DIR`", page, StringComparison.Ordinal);
        Assert.DoesNotContain("by hand", page, StringComparison.Ordinal);
    }
}
