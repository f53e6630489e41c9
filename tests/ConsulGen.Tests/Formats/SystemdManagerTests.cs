using System.Runtime.Versioning;
using System.Text;
using ConsulGen.Core.Formats;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Formats;

/// <summary>What systemd itself reads back from our directives.</summary>
[SupportedOSPlatform("linux")]
public class SystemdManagerTests
{
    [ConsumerFact("systemd-analyze")]
    public void a_unit_with_quotes_everywhere_has_nothing_to_complain_about()
    {
        using var folder = new ScratchFolder();
        var unit = new UnitFile();
        unit.Section("Unit").Set("Description", Systemd.Line("Consul \"n1\" 100% # ; \\"));
        unit.Section("Service")
            .Set("Type", "exec")
            .Set("ExecStart", $"{Systemd.Executable("/bin/true")} {string.Join(' ', Nasty.Texts(300).Select(Systemd.Argument))}")
            .Set("WorkingDirectory", Systemd.WholePath("/var/a \"b\" 100%"))
            .Set("ReadWritePaths", Systemd.PathWord("/var/lib/a \"b\"\\100%"));
        foreach (var text in Nasty.Texts(300)) unit.Section("Service").Add("Environment", Systemd.EnvironmentAssignment("A", text));
        unit.Section("Install").Set("WantedBy", "multi-user.target");

        var ran = Run.Program(Programs.Path("systemd-analyze"), ["verify", folder.Write("a.service", unit.Write("# a \\"))]);

        Assert.Equal("", ran.Error + ran.Out);
    }

    /// <summary>It names each path that is not absolute, as it reads it.</summary>
    [ConsumerFact("systemd-analyze")]
    public void reads_back_paths()
    {
        using var folder = new ScratchFolder();
        var paths = Nasty.Lines(500).Select(t => $"x{t}x").ToList();
        var unit = new UnitFile();
        foreach (var path in paths) unit.Section("Service").Add("ReadWritePaths", Systemd.PathWord(path));
        unit.Section("Service").Set("ExecStart", "/bin/true");

        var ran = Run.Program(Programs.Path("systemd-analyze"), ["verify", folder.Write("a.service", unit.Write())]);

        const string marker = "ignoring: ";
        Assert.Equal(paths, ran.Error.Split('\n')[..^1].Select(l => l[(l.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..]));
    }

    [ConsumerFact("systemd", "setpriv")]
    public void reads_back_arguments_and_descriptions()
    {
        using var folder = new ScratchFolder();
        var arguments = Nasty.Texts(500);
        var descriptions = Nasty.Lines(300).Select(t => $"x{t}\\").ToList();
        var unit = new UnitFile();
        unit.Section("Unit").Set("After", "basic.target");
        unit.Section("Service").Set("ExecStart", $"/bin/echo {string.Join(' ', arguments.Select(Systemd.Argument))}");
        folder.Write("run/a.service", unit.Write());
        for (var i = 0; i < descriptions.Count; i++)
        {
            var other = new UnitFile();
            other.Section("Unit").Set("Description", Systemd.Line(descriptions[i]));
            other.Section("Service").Set("ExecStart", "/bin/true");
            folder.Write($"run/d{i}.service", other.Write());
            unit.Section("Unit").Add("Wants", $"d{i}.service");
        }

        folder.Write("run/a.service", unit.Write());
        var dump = Dump(folder);

        const string command = "Command Line: /bin/echo ";
        var line = dump.First(l => l.Contains(command, StringComparison.Ordinal));
        // A doubled dollar becomes one only when the program starts.
        Assert.Equal(
            arguments.Select(a => a.Replace("$", "$$", StringComparison.Ordinal)),
            Words(line[(line.IndexOf(command, StringComparison.Ordinal) + command.Length)..]));
        const string description = "\t\tDescription: ";
        Assert.Superset(
            descriptions.ToHashSet(),
            dump.Where(l => l.StartsWith(description, StringComparison.Ordinal)).Select(l => l[description.Length..]).ToHashSet());
    }

    /// <summary>All units as a user's manager loads them; it does not do so for root.</summary>
    private static string[] Dump(ScratchFolder folder)
    {
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(folder["run"], (UnixFileMode)0b111_111_111);
        string[] manager =
        [
            "env", $"XDG_RUNTIME_DIR={folder["run"]}", $"HOME={folder["run"]}", $"SYSTEMD_UNIT_PATH={folder["run"]}:",
            Programs.Path("systemd"), "--test", "--user", "--unit=a.service", "--log-target=console",
        ];
        string[] user = Environment.IsPrivilegedProcess ? ["--reuid=65534", "--clear-groups"] : [];
        return Run.Program(Programs.Path("setpriv"), [.. user, .. manager]).Out.Split('\n');
    }

    /// <summary>The words of a command line as systemd prints it: quoted as for a shell, with C's escapes.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var bytes = new List<byte>();
        var utf8 = Encoding.UTF8.GetBytes(line);
        var quoted = false;
        for (var i = 0; i <= utf8.Length; i++)
        {
            var c = i < utf8.Length ? (char)utf8[i] : ' ';
            if (c == ' ' && !quoted)
            {
                words.Add(Encoding.UTF8.GetString([.. bytes]));
                bytes.Clear();
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c != '\\')
            {
                bytes.Add((byte)c);
            }
            else if (char.IsAsciiDigit((char)utf8[++i]))
            {
                bytes.Add(Convert.ToByte(Encoding.ASCII.GetString(utf8, i, 3), 8));
                i += 2;
            }
            else
            {
                bytes.Add(utf8[i] switch
                {
                    (byte)'n' => 10,
                    (byte)'t' => 9,
                    (byte)'r' => 13,
                    (byte)'a' => 7,
                    (byte)'b' => 8,
                    (byte)'f' => 12,
                    (byte)'v' => 11,
                    var other => other,
                });
            }
        }

        return words;
    }
}
