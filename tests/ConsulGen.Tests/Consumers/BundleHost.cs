using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ConsulGen.Core;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>A host of a committed bundle, found by its folder: <c>output/BUNDLE/hosts/DATACENTER/NAME</c>.</summary>
internal sealed partial record BundleHost(string Bundle, string Datacenter, string Name)
{
    private static readonly Lazy<FrozenDictionary<string, Agent>> AgentsByKey = new(() =>
        (from inventory in Repository.Inventories
         let path = $"inventories/{inventory}.yml"
         let topology = Compilation.Run([new SourceText(path, File.ReadAllText(Repository.PathOf(path)))], inventory).Topology
         from agent in topology?.Agents ?? []
         select ($"{topology.Name}/{agent.Datacenter}/{agent.Name}", agent))
        .ToFrozenDictionary(a => a.Item1, a => a.agent, StringComparer.Ordinal));

    private static readonly ConcurrentDictionary<string, Lazy<(ScratchFolder Folder, Ran Ran)>> Installations = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> Bundles { get; } = [.. Children(Repository.PathOf("output"))];

    public static IReadOnlyList<BundleHost> All { get; } =
    [
        .. from bundle in Bundles
           let hosts = Repository.PathOf($"output/{bundle}/hosts")
           from datacenter in Children(hosts)
           from name in Children(Path.Join(hosts, datacenter))
           select new BundleHost(bundle, datacenter, name),
    ];

    /// <summary>Those without a third of a bundle, and more, whose files are the same but for names and numbers: each takes seconds.</summary>
    public static IReadOnlyList<BundleHost> Samples { get; } = [.. All.GroupBy(h => (h.Bundle, h.Shape)).SelectMany(g => g.Take(2))];

    /// <summary>What a theory's row says: <c>BUNDLE/DATACENTER/NAME</c>.</summary>
    public string Key => $"{Bundle}/{Datacenter}/{Name}";

    public string Script => Repository.PathOf($"output/{Bundle}/install.sh");

    /// <summary>What <c>install.sh</c> reads of this host.</summary>
    public string Conf => Path.Join(Folder, "install.conf");

    /// <summary>What the inventory means for it; null for a load balancer.</summary>
    public Agent? Agent => AgentsByKey.Value.GetValueOrDefault(Key);

    /// <summary>The path on the machine of every file.</summary>
    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(RootFs, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(f => f[RootFs.Length..])
            .Order(StringComparer.Ordinal);

    private string Shape => Numbers().Replace(
        string.Concat(Files.Select(f => f + Read(f)).Append(File.ReadAllText(Conf))).Replace(Name, "", StringComparison.Ordinal),
        "#");

    private string Folder => Repository.PathOf($"output/{Bundle}/hosts/{Datacenter}/{Name}");

    private string RootFs => Path.Join(Folder, "rootfs");

    public static BundleHost Of(string key) => All.Single(h => h.Key == key);

    /// <summary>The hosts with a file of this kind, as rows of a theory.</summary>
    public static TheoryData<string> With(Func<string, bool> file) => [.. Samples.Where(h => h.Files.Any(file)).Select(h => h.Key)];

    public string Read(string path) => File.ReadAllText(Path.Join(RootFs, path));

    public byte[] Bytes(string path) => File.ReadAllBytes(Path.Join(RootFs, path));

    /// <summary>What <c>install.conf</c> says of this host.</summary>
    public string Setting(string name) =>
        Regex.Match(File.ReadAllText(Conf), $"^{name}='(.*)'$", RegexOptions.Multiline).Groups[1].Value.Replace("'\\''", "'", StringComparison.Ordinal);

    /// <summary>Runs <c>install.sh</c>, with something in the place of each secret that it asks for.</summary>
    public Ran Install(string root)
    {
        var environment = new List<string>();
        var list = Regex.Match(File.ReadAllText(Conf), @"^secrets=\(\n(.*?)^\)$", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        foreach (Match secret in Regex.Matches(list, @"^ *'([^|]+)\|([^|]+)\|(.*)'$", RegexOptions.Multiline))
        {
            var (value, place) = (Dummy(secret.Groups[1].Value), secret.Groups[3].Value);
            if (secret.Groups[2].Value == "env")
            {
                environment.Add($"{place}={value}");
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(root + place) ?? root);
            if (!File.Exists(root + place)) File.WriteAllText(root + place, value);
        }

        return Run.Program("env", [.. environment, "bash", Script, "--root", root, Folder]);
    }

    public void InstallInto(string root)
    {
        var ran = Install(root);
        Assert.True(ran.ExitCode == 0, ran.Error + ran.Out);
    }

    /// <summary>What the first run of <c>install.sh</c>, which is slow and always does the same, says.</summary>
    public Ran FirstInstall => Installation.Ran;

    /// <summary>A copy of its own of what the first run of <c>install.sh</c> has made.</summary>
    public ScratchFolder Installed()
    {
        var (folder, first) = Installation;
        Assert.True(first.ExitCode == 0, first.Error + first.Out);
        var root = new ScratchFolder();
        var ran = Run.Program("cp", ["-a", folder.Path + "/.", root.Path]);
        Assert.True(ran.ExitCode == 0, ran.Error);
        return root;
    }

    private (ScratchFolder Folder, Ran Ran) Installation => Installations.GetOrAdd(Key, _ => new(() =>
    {
        var made = new ScratchFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => made.Dispose();
        return (made, Install(made.Path));
    })).Value;

    // Sixteen bytes in base64 are a gossip key, and good enough for a token.
    private static string Dummy(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 16));

    private static IEnumerable<string> Children(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal) : [];

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
