using System.Text.RegularExpressions;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What openssl makes of the bundle's <c>tls/ca.sh</c>, and the other way round.</summary>
public sealed class CaConsumerTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public CaConsumerTests() => Build(Inventory);

    private static string Inventory { get; } = File.ReadAllText(Repository.PathOf("tests/ConsulGen.Tests/Cases/emit/tls-material/inventory.yml"));

    /// <summary>Where all is made.</summary>
    private string Out => _folder["keys"];

    private string Server1 => Out + "/hosts/dc1/server1/etc/consul.d/tls/server1.pem";

    public void Dispose() => _folder.Dispose();

    [ConsumerFact("bash", "openssl", "tar")]
    public void every_certificate_has_the_hosts_names_and_no_other()
    {
        Make();

        var rows = Rows();
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row =>
        {
            foreach (var purpose in (ReadOnlySpan<string>)["sslserver", "sslclient"])
                Openssl("verify", "-CAfile", Out + "/ca.pem", "-purpose", purpose, row.File);
            Assert.All(row.Names, n => Openssl("verify", "-CAfile", Out + "/ca.pem", n.Dns ? "-verify_hostname" : "-verify_ip", n.Name, row.File));
            Assert.Equal(row.Names.Count, Regex.Count(Openssl("x509", "-in", row.File, "-noout", "-ext", "subjectAltName"), "DNS:|IP Address:"));
            Assert.Equal(Openssl("x509", "-in", row.File, "-noout", "-pubkey"), Openssl("pkey", "-in", row.Key, "-pubout"));
        });
        // Who could show this name would be a server to others.
        Assert.Equal(["server1", "server2", "server3"], rows.Where(r => r.Names.Contains((true, "server.dc1.example.org"))).Select(r => r.Node));
        Assert.NotEqual(0, Run.Program("openssl", ["verify", "-CAfile", Out + "/ca.pem", "-verify_hostname", "server2", Server1]).ExitCode);
    }

    [ConsumerFact("bash", "openssl")]
    public void nobody_else_reads_a_key_and_who_asks_for_a_certificate_gets_the_ca_only()
    {
        Make();

        var modes = Ran("find", Out, "-printf", "%m %P\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(modes.Where(m => m.Contains("key", StringComparison.Ordinal)), m => Assert.StartsWith("600 ", m, StringComparison.Ordinal));
        Assert.All(modes.Where(m => !Regex.IsMatch(m, "key|pem")), m => Assert.StartsWith("700 ", m, StringComparison.Ordinal));
        Assert.Equal([Out + "/hosts/dc1/asks/etc/consul.d/tls/ca.pem"], Directory.GetFiles(Out + "/hosts/dc1/asks", "*", SearchOption.AllDirectories));
        Assert.True(File.Exists(Out + "/hosts/dc1/newer/etc/consul.d/tls/cas/consul-agent-ca.pem"));
    }

    [ConsumerFact("bash", "openssl")]
    public void what_is_right_is_kept_and_what_is_not_is_made_anew()
    {
        Make();
        var first = Hashes();
        Assert.Contains("0 made, 6 kept", Make(), StringComparison.Ordinal);
        Assert.Equal(first, Hashes());

        Build(Inventory.Replace("wan_address: 192.0.2.1", "wan_address: 192.0.2.9", StringComparison.Ordinal));
        File.Delete(Out + "/hosts/dc1/files/etc/ssl/agent.key");
        File.Delete(Out + "/hosts/dc1/server2/etc/consul.d/tls/server2.pem");
        // As if another CA had made it.
        File.Copy(Server1, Out + "/hosts/dc1/newer/etc/consul.d/tls/rpc.pem", overwrite: true);
        Assert.Contains("4 made, 2 kept", Make(), StringComparison.Ordinal);

        var second = Hashes();
        Assert.Equal(
            ["files/etc/ssl/agent.key", "files/etc/ssl/agent.pem", "newer/etc/consul.d/tls/rpc.pem", "server1/etc/consul.d/tls/server1.pem",
                "server2/etc/consul.d/tls/server2.pem"],
            second.Where(h => first.GetValueOrDefault(h.Key) != h.Value).Select(h => h.Key["hosts/dc1/".Length..]));
        Openssl("verify", "-CAfile", Out + "/ca.pem", "-verify_ip", "192.0.2.9", Server1);
    }

    [ConsumerFact("bash", "openssl")]
    public void renewal_keeps_keys_and_takes_only_what_it_is_told()
    {
        Make("--days", "20");
        Assert.Equal(7, Regex.Count(Ca(0, "--list"), "^(ends soon|good) ", RegexOptions.Multiline));
        Assert.Equal(6, Regex.Count(Ca(0, "--list"), "^ends soon +[0-9-]+  hosts/", RegexOptions.Multiline));
        var first = Hashes();

        Assert.Contains("1 made, 0 kept", Ca(0, "--renew", "dc1/server1"), StringComparison.Ordinal);
        Assert.Contains("5 made, 1 kept", Ca(0, "--renew", "--within", "30"), StringComparison.Ordinal);

        var second = Hashes();
        Assert.All(first, h => Assert.True(h.Key.Contains("ca", StringComparison.Ordinal) || h.Key.Contains("key", StringComparison.Ordinal)
            ? second[h.Key] == h.Value : second[h.Key] != h.Value, h.Key));

        // What it signed stays good.
        Ca(0, "--renew-ca");
        Assert.NotEqual(second["ca.pem"], Hashes()["ca.pem"]);
        Assert.Equal(File.ReadAllText(Out + "/ca.pem"), File.ReadAllText(Out + "/hosts/dc1/asks/etc/consul.d/tls/ca.pem"));
        Assert.Contains("0 made, 6 kept", Make(), StringComparison.Ordinal);
    }

    [ConsumerFact("bash", "openssl", "tar")]
    public void a_hosts_archive_has_its_files_with_their_owners()
    {
        Make();
        var listing = Ran("bash", "-c", "\"$0\" --out \"$1\" --pack dc1/server1 | tar --list --verbose", Script, Out);
        Assert.Equal(
            ["-rw-r--r-- root/consul etc/consul.d/tls/ca.pem", "-rw-r----- root/consul etc/consul.d/tls/server1-key.pem",
                "-rw-r--r-- root/consul etc/consul.d/tls/server1.pem"],
            listing.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => Regex.Replace(l, @"^(\S+ \S+) .* (\S+)$", "$1 $2")));
    }

    [ConsumerFact("bash", "openssl")]
    public void it_refuses_what_it_should_not_do()
    {
        Assert.Contains("is in the bundle", Refused("--out", _folder["bundle/inventory/tls/keys/deep"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["bundle/inventory/tls/keys"]));
        Directory.CreateDirectory(_folder["open"]);
        Ran("chmod", "755", _folder["open"]);
        Assert.Contains("chmod 700", Refused("--out", _folder["open"]), StringComparison.Ordinal);
        Make();
        Assert.Contains("dc1/nobody has no TLS", Refused("--out", Out, "dc1/nobody"), StringComparison.Ordinal);

        // A CA whose key is elsewhere signs nothing, and keeps what is there.
        File.Delete(Out + "/ca-key.pem");
        Assert.Contains("0 made, 6 kept", Make(), StringComparison.Ordinal);
        Assert.Contains("ca-key.pem is not here", Refused("--out", Out, "--renew"), StringComparison.Ordinal);

        // Nothing that hosts.tsv says leads elsewhere.
        File.AppendAllText(_folder["bundle/inventory/tls/hosts.tsv"], "dc1\tevil\t10.0.0.9\tconsul\tca\t/../../../../../evil.pem\t-\t-\n");
        Assert.Contains("bad paths", Refused("--out", Out), StringComparison.Ordinal);
    }

    [ConsumerFact("bash", "openssl")]
    public void a_caller_that_is_no_agent_gets_one_that_is_no_server()
    {
        Ca(0, "--client", "prometheus");
        var file = Out + "/clients/prometheus.pem";
        Openssl("verify", "-CAfile", Out + "/ca.pem", "-purpose", "sslclient", "-verify_hostname", "prometheus", file);
        Assert.NotEqual(0, Run.Program("openssl", ["verify", "-CAfile", Out + "/ca.pem", "-purpose", "sslserver", file]).ExitCode);
    }

    private string Script => _folder["bundle/inventory/tls/ca.sh"];

    private void Build(string inventory)
    {
        var built = Tool.Run("build", _folder.Write("inventory.yml", inventory), "-o", _folder["bundle"], "--quiet");
        Assert.True(built.Code == 0, built.Out + built.Error);
    }

    private string Make(params string[] options) => Ca(0, options);

    private string Ca(int code, params string[] options)
    {
        var ran = Run.Program(Script, ["--out", Out, .. options]);
        Assert.True(ran.ExitCode == code, ran.Out + ran.Error);
        Assert.Empty(Directory.GetDirectories(Out, ".work*"));
        return ran.Out + ran.Error;
    }

    private string Refused(params string[] options)
    {
        var ran = Run.Program(Script, options);
        Assert.True(ran.ExitCode == 1, ran.Out + ran.Error);
        return ran.Error;
    }

    private SortedDictionary<string, string> Hashes() => new(
        Directory.GetFiles(Out, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(Out, f), File.ReadAllText),
        StringComparer.Ordinal);

    private List<(string Node, string File, string Key, List<(bool Dns, string Name)> Names)> Rows() =>
    [
        .. File.ReadLines(_folder["bundle/inventory/tls/hosts.tsv"])
            .Select(l => l.Split('\t'))
            .Where(c => c is [_, _, _, _, "cert", ..])
            .Select(c => (c[1], $"{Out}/hosts/{c[0]}/{c[1]}{c[5]}", $"{Out}/hosts/{c[0]}/{c[1]}{c[6]}", c[7].Split(',').Select(Name).ToList())),
    ];

    private static (bool IsDns, string Text) Name(string name) =>
        (name.StartsWith("DNS:", StringComparison.Ordinal), name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static string Openssl(params string[] words) => Ran("openssl", words);

    private static string Ran(string program, params string[] words)
    {
        var ran = Run.Program(program, words);
        Assert.True(ran.ExitCode == 0, ran.Out + ran.Error);
        return ran.Out;
    }
}
