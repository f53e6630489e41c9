using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ConsulGen.Cli;
using ConsulGen.Core;
using ConsulGen.Tests.Consumers;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>The program reaches no network: it could not, and where there is none it does the same.</summary>
public class OfflineTests
{
    [Theory]
    [InlineData(typeof(Compilation))]
    [InlineData(typeof(CommandRunner))]
    public void is_built_without_what_opens_connections(Type of)
    {
        using var file = new PEReader(File.OpenRead(of.Assembly.Location));
        var reader = file.GetMetadataReader();
        var used = reader.TypeReferences
            .Select(reader.GetTypeReference)
            .Select(t => (Space: reader.GetString(t.Namespace), Name: reader.GetString(t.Name)))
            .Where(t => t.Space.StartsWith("System.Net", StringComparison.Ordinal))
            .ToList();
        // Addresses are read and written, no more; the family is a number.
        Assert.All(used, t => Assert.Contains($"{t.Space}.{t.Name}", (string[])["System.Net.IPAddress", "System.Net.Sockets.AddressFamily"]));
    }

    [NamespaceTheory("bash")]
    [InlineData("lint inventories/production.yml --format json")]
    [InlineData("build inventories/production.yml --check")]
    [InlineData("plan inventories/two-agents.yml inventories/one-host.yml")]
    [InlineData("graph inventories/multi-dc.yml")]
    public void does_the_same_where_there_is_no_network(string command)
    {
        var line = $"cd '{Repository.Root}' && exec {StreamTests.Command} {command}";
        var usual = Run.Program("bash", ["-c", line]);
        var alone = NamespaceTheoryAttribute.Bash($"[[ ! -s /proc/self/net/route || $(wc -l </proc/self/net/route) == 1 ]] || exit 99; {line}");
        Assert.Equal((usual.ExitCode, usual.Out, usual.Error), (alone.ExitCode, alone.Out, alone.Error));
        Assert.NotEqual("", usual.Out + usual.Error);
    }
}
