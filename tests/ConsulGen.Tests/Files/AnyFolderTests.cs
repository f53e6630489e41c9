using ConsulGen.Cli.Files;
using ConsulGen.Core.Bundles;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Files;

/// <summary>What holds for every bundle over every state of its folder: random ones, the same in every run.</summary>
public sealed class AnyFolderTests
{
    private static readonly string[] Paths = ["a", "b", "d", "d/a", "d/b", "d/e", "d/e/a", "d/e/b", "f/a", "f/g/a"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void nothing_is_lost_and_everything_else_is_right(int seed)
    {
        var random = new Random(seed);
        using var output = new OutputFolder();
        var victim = Directory.CreateDirectory(output.Outside("victim")).FullName;
        foreach (var name in new[] { "a", "b", "e" }) File.WriteAllText(Path.Join(victim, name), "theirs\n");
        var ours = new HashSet<(string, string)>();
        var writer = new BundleWriter(output.Path);
        for (var round = 0; round < 150; round++)
        {
            var bundle = RandomBundle(random);
            Directory.CreateDirectory(output[""]);
            for (var i = random.Next(4); i > 0; i--) Disturb(random, output, victim);
            var before = Snapshot(output);

            var expected = writer.Compare(bundle).Changes.ToList();
            Assert.Equal(before, Snapshot(output));
            Assert.Equal(expected, writer.Write(bundle, force: false).Changes.ToList());

            var after = Snapshot(output);
            foreach (var (path, state) in before)
            {
                // Only what a manifest has called ours may have gone.
                if (state != "folder" && !ours.Contains((path, state))) Assert.Equal(state, after.GetValueOrDefault(path));
            }

            ours.UnionWith(bundle.Files.Select(f => (f.Path, "file " + f.Text)));
            var kept = expected.Where(c => c.Kind is ChangeKind.Edited or ChangeKind.InTheWay).Select(c => c.Path).ToList();
            foreach (var file in bundle.Files.Where(f => !kept.Any(k => f.Path == k || f.Path.StartsWith(k + "/", StringComparison.Ordinal))))
                Assert.Equal("file " + file.Text, after.GetValueOrDefault(file.Path));

            Assert.All(writer.Compare(bundle).Changes, c => Assert.True(c.Kind is ChangeKind.Edited or ChangeKind.InTheWay));
            Assert.Equal(after, Snapshot(output));

            if (random.Next(3) == 0)
            {
                var forced = writer.Write(bundle, force: true).Changes.Where(c => c.Kind is ChangeKind.Edited or ChangeKind.InTheWay).ToList();
                Assert.All(forced, c => Assert.True(c.Kind == ChangeKind.InTheWay && Directory.EnumerateFileSystemEntries(output[c.Path]).Any()));
                var now = Snapshot(output);
                foreach (var file in bundle.Files.Where(f => !forced.Any(c => c.Path == f.Path)))
                    Assert.Equal("file " + file.Text, now.GetValueOrDefault(file.Path));
            }

            Assert.All(Directory.GetFiles(victim), f => Assert.Equal("theirs\n", File.ReadAllText(f)));
            Assert.Equal(3, Directory.GetFileSystemEntries(victim).Length);
            Assert.Equal([OutputFolder.Name], Directory.EnumerateFileSystemEntries(output.Path).Select(Path.GetFileName));
        }
    }

    private static Bundle RandomBundle(Random random)
    {
        var files = new List<BundleFile>();
        foreach (var path in Paths.OrderBy(_ => random.Next()).Take(random.Next(Paths.Length)))
        {
            if (!files.Any(f => f.Path.StartsWith(path + "/", StringComparison.Ordinal) || path.StartsWith(f.Path + "/", StringComparison.Ordinal)))
                files.Add(new BundleFile(path, $"{random.Next(2)}\n"));
        }

        return OutputFolder.BundleOf(files);
    }

    private static void Disturb(Random random, OutputFolder output, string victim)
    {
        var path = random.Next(12) == 0 ? Manifest.FileName : Paths[random.Next(Paths.Length)];
        // A link or a file above would lead the disturbance itself astray.
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (new FileInfo(output[path[..slash]]) is { LinkTarget: not null } or { Exists: true }) return;
        }

        var info = new FileInfo(output[path]);
        Directory.CreateDirectory(Path.GetDirectoryName(info.FullName) ?? "");
        if (info.LinkTarget is null && Directory.Exists(info.FullName)) Directory.Delete(info.FullName, recursive: true);
        else info.Delete();
        switch (random.Next(5))
        {
            case 0:
                File.WriteAllText(info.FullName, $"{random.Next(4)}\n");
                break;
            case 1:
                File.CreateSymbolicLink(info.FullName, random.Next(2) == 0 ? victim : Path.Join(victim, "a"));
                break;
            case 2:
                Directory.CreateDirectory(info.FullName);
                break;
            case 3:
                Directory.CreateDirectory(info.FullName);
                File.WriteAllText(Path.Join(info.FullName, "foreign"), "mine\n");
                break;
            default:
                break;
        }
    }

    private static SortedDictionary<string, string> Snapshot(OutputFolder output)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(new DirectoryInfo(output[""]), "");
        return found;

        void Add(DirectoryInfo folder, string prefix)
        {
            foreach (var info in folder.EnumerateFileSystemInfos())
            {
                var path = prefix + info.Name;
                found[path] = info.LinkTarget is { } target ? "link " + target : info is FileInfo ? "file " + File.ReadAllText(info.FullName) : "folder";
                if (found[path] == "folder") Add((DirectoryInfo)info, path + "/");
            }
        }
    }
}
