using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace ConsulGen.Tests.Install;

/// <summary>A bundle folder of one host and the machine that it goes to, both in a folder of their own.</summary>
[SupportedOSPlatform("linux")]
internal sealed class InstallHost : IDisposable
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly List<string> _directories = [];
    private readonly List<(string Name, string Source)> _secrets = [];
    private string _role = "server";

    public InstallHost()
    {
        Folder = Directory.CreateTempSubdirectory("consulgen install ").FullName;
        foreach (var name in new[] { "root", "bundle", "tmp", "tools" })
            Directory.CreateDirectory(Path.Combine(Folder, name));
    }

    public static string Body
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ConsulGen.sln")))
                folder = folder.Parent;
            return Path.Combine(folder!.FullName, "src/ConsulGen.Core/Emitters/Install/install.sh");
        }
    }

    public string Folder { get; }

    public string Root => Folder + "/root";

    public string Script => Folder + "/bundle/install.sh";

    public string ConfigDir { get; set; } = "/etc/consul.d";

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public void AddSample()
    {
        _directories.Add("0750|root|root|/etc/consul.d");
        AddFile("/etc/consul.d/consul.hcl", "server = true\n");
        AddFile("/etc/consul.d/service-web.hcl", "service {}\n");
        AddFile("/etc/systemd/system/consul.service", "[Service]\n", "0644");
    }

    public string FileLimit { get; set; } = "";

    /// <summary>The agent's user, and his group; root, unless <see cref="AddUser"/> has made one.</summary>
    public string User { get; private set; } = "root";

    /// <summary>What is to answer when the agent runs.</summary>
    public string Api { get; set; } = "";

    /// <summary>The same as long as a reload is enough.</summary>
    public string RestartPart { get; set; } = "";

    public string SecretsNeed { get; set; } = "restart";

    /// <summary>What commands of Consul need to find the agent.</summary>
    public List<string> ApiOptions { get; } = [];

    public List<string> NeededFiles { get; } = [];

    /// <summary>Where Consul is, instead of among the tools.</summary>
    public string? Binary { get; set; }

    /// <summary>One that the root does not have.</summary>
    public void NameUser() => User = "consul";

    /// <summary>
    /// Lets the agent run as a user of the number <see cref="Agent"/>, in the root and, once <see cref="GoLive"/> was called, on the machine.
    /// </summary>
    public void AddUser()
    {
        User = "consul";
        // He has to get to what is below.
        File.SetUnixFileMode(Folder, (UnixFileMode)0b_111_001_001);
        foreach (var (file, line) in new[] { ("passwd", $"consul:x:{Agent}:{Agent}::/:/bin/false"), ("group", $"consul:x:{Agent}:") })
        {
            Write("/etc/" + file, $"root:x:0:{(file == "passwd" ? "0::/root:/bin/bash" : "")}\n{line}\n");
            File.Copy(Root + "/etc/" + file, $"{Folder}/{file}", overwrite: true);
        }
    }

    /// <summary>The number of the agent's user and group, whom no machine has.</summary>
    public const int Agent = 54321;

    public void AddDirectory(string mode, string owner, string path) => _directories.Add($"{mode}|{owner}|{User}|{path}");

    /// <summary>What somebody else does in the root.</summary>
    public void As(int user, string command)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        var ran = Run(["setpriv", "--reuid", number, "--regid", number, "--clear-groups", "bash", "-c", "cd \"$0\" && " + command, Root]);
        Assert.True(ran.Code == 0, ran.Error);
    }

    /// <summary>What root does in the root.</summary>
    public void AsRoot(string command) => As(0, command);

    /// <summary>Owner and mode, as <c>root:root 755</c>.</summary>
    public string Attributes(string path) => Run(["stat", "-c", "%u:%g %a", Root + path]).Output.Trim();

    public void AddFile(string path, string content, string mode = "0640")
    {
        _files[path] = $"{mode}|root|{(mode == "0640" ? User : "root")}|{path}";
        var source = Folder + "/bundle/rootfs" + path;
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        File.WriteAllText(source, content);
    }

    public void RemoveFile(string path) => _files.Remove(path);

    public void AddSecret(string name, string source) => _secrets.Add((name, source));

    /// <summary>Puts a program before the system's own.</summary>
    public void AddTool(string name, string body)
    {
        var path = Path.Combine(Folder, "tools", name);
        File.WriteAllText(path, "#!/bin/bash\n" + body + "\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b_101_101_101);
    }

    /// <summary>
    /// Installs on this machine from now on, with paths in the test's folder, a Consul that knows what is valid, and a
    /// systemctl that remembers. The other folders it touches are replaced in a mount namespace.
    /// </summary>
    public void GoLive(string role)
    {
        _role = role;
        ConfigDir = Folder + "/machine/consul.d";
        _directories.Add("0755|root|root|" + Folder + "/machine");
        _directories.Add("0755|root|root|" + ConfigDir);
        Directory.CreateDirectory(Folder + "/run/systemd/system");
        Directory.CreateDirectory(Folder + "/lib");
        AddTool("consul", """
            if grep -q invalid "$3/consul.hcl"; then cd "$3"; echo *; cat secrets.json; exit 1; fi
            """);
        AddTool("nginx", "exit 0");
        AddTool("sleep", "exit 0");
        AddTool("systemctl", """
            case "$*" in
                "show -p MainPID"*) echo "MainPID=$(cat /run/test.pid 2>/dev/null || echo 0)" ;;
                start*) echo 1 >/run/test.pid ;;
                restart*) echo "$CG_NEW_PID" >/run/test.pid ;;
                is-active*) echo active ;;
                is-enabled*) echo enabled ;;
            esac
            """);
    }

    public ScriptResult InstallLive(string[]? options = null, params (string Name, string Value)[] environment)
    {
        Compose();
        const string Setup = "mount --bind \"$0/run\" /run && mount --bind \"$0/lib\" /var/lib || exit 99; "
            + "for f in passwd group; do [[ ! -f $0/$f ]] || mount --bind \"$0/$f\" /etc/$f || exit 99; done; exec \"$@\"";
        return Run(["unshare", "-m", "bash", "-c", Setup, Folder, Script, .. options ?? []], environment);
    }

    public ScriptResult Install(params (string Name, string Value)[] environment) => Install([], environment);

    public ScriptResult Install(string[] options, params (string Name, string Value)[] environment)
    {
        Compose();
        return Run([Script, "--root", Root, .. options], environment);
    }

    public void Compose()
    {
        var text = new StringBuilder("# Generated by consulgen.\n");
        Assign("node", "node1");
        Assign("role", _role);
        Assign("service_manager", _role == "load_balancer" ? "nginx" : "systemd");
        Assign("unit", "consul");
        Assign("binary", Binary ?? Folder + "/tools/consul");
        Assign("config_dir", ConfigDir);
        Assign("file_limit", FileLimit);
        Assign("user", User);
        Assign("group", User);
        Assign("api", Api);
        Assign("restart_part", RestartPart);
        Assign("secrets_need", _secrets.Count == 0 ? "" : SecretsNeed);
        AssignList("api_options", ApiOptions);
        AssignList("bundle_files", _files.Values);
        AssignList("directories", _directories);
        AssignList("needed_files", NeededFiles);
        AssignList("secrets", _secrets.Select(secret => $"{secret.Name}|{secret.Source}"));
        var pieces = _secrets.SelectMany((secret, at) => new[] { $"={(at == 0 ? "{" : "\",")}\"{secret.Name}\":\"", "@" + secret.Name });
        AssignList("secrets_json", _secrets.Count == 0 ? [] : pieces.Append("=\"}\n"));
        File.WriteAllText(Folder + "/bundle/install.conf", text.ToString());
        File.WriteAllText(Script, File.ReadAllText(Body));
        File.SetUnixFileMode(Script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        void Assign(string name, string value) => text.Append(name + "=" + Quote(value) + "\n");
        void AssignList(string name, IEnumerable<string> values) =>
            text.Append(name + "=(" + string.Concat(values.Select(value => "\n  " + Quote(value))) + "\n)\n");
        static string Quote(string value) => "'" + value.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    public string Read(string path) => File.ReadAllText(Root + path);

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root + path)!);
        File.WriteAllText(Root + path, content);
    }

    public string Mode(string path) => Run(["stat", "-c", "%a", Root + path]).Output.Trim();

    /// <summary>Everything in the root: kind, mode, owner, name and, behind an @, inode and times.</summary>
    public string Snapshot() =>
        string.Join('\n', Run(["find", Root, "-printf", "%y %m %U:%G %p -> %l @%i %T@ %s\n"]).Output.Split('\n').Order(StringComparer.Ordinal));

    public string[] Temporary() =>
    [
        .. Directory.GetFileSystemEntries(Folder + "/tmp"),
        .. Directory.GetFiles(Folder, ".consulgen-*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }),
    ];

    public ScriptResult Run(string[] command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["PATH"] = Folder + "/tools:" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["TMPDIR"] = Folder + "/tmp";
        start.Environment["CG_NEW_PID"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ScriptResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}

internal sealed record ScriptResult(int Code, string Output, string Error)
{
    public string[] Lines => Output.TrimEnd('\n').Split('\n');
}
