using System.Runtime.Versioning;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Install;

/// <summary>install.sh stands once in a bundle; what it reads of a host is data, of which nothing is run.</summary>
[SupportedOSPlatform("linux")]
public sealed class InstallConfTests : IDisposable
{
    private readonly InstallHost _host = new();

    public void Dispose() => _host.Dispose();

    private string Bundle => _host.Folder + "/bundle";

    private string Conf => Bundle + "/install.conf";

    [Fact]
    public void a_bundle_has_one_script_whatever_its_hosts_are()
    {
        var one = Inputs.Build("datacenters: { dc1: { servers: { hosts: { s: { address: 10.0.0.1 } } } } }\n");
        var other = Inputs.Build("""
            consul: { service_manager: supervisor, version: 1.2.0 }
            datacenters:
              dc2:
                servers: { hosts: { a: { address: 10.0.0.1 } } }
                clients: { hosts: { b: { address: 10.0.0.2 } } }
                load_balancers: { listeners: { servers: [server] }, hosts: { c: { address: 10.0.0.3 } } }
            """);

        Assert.All(new[] { one, other }, b =>
            Assert.Equal(["install.sh"], b.Files.Select(f => f.Path).Where(p => p.EndsWith("install.sh", StringComparison.Ordinal))));
        Assert.Equal(one.Text("install.sh"), other.Text("install.sh"));
    }

    [BashFact]
    public void it_takes_the_folder_that_it_is_given()
    {
        _host.AddSample();
        _host.Compose();
        Assert.Equal(0, _host.Run(["bash", "-c", "cd \"$0\" && mkdir -p hosts/dc1/n && mv bundle/install.conf bundle/rootfs hosts/dc1/n", _host.Folder]).Code);
        File.Move(_host.Script, _host.Folder + "/install.sh");

        (string At, string Folder)[] ways =
        [
            (_host.Folder, "hosts/dc1/n"),
            (_host.Folder + "/hosts", "dc1/n/"),
            ("/", "hosts/dc1/n"),
            ("/", _host.Folder + "/hosts/dc1/n"),
        ];
        foreach (var (at, folder) in ways)
        {
            var result = _host.Run(["bash", "-c", "cd \"$0\" && exec \"$1\" \"$2\" --root \"$3\"", at, _host.Folder + "/install.sh", folder, _host.Root]);

            Assert.True(result.Code == 0, result.Error);
            Assert.Equal("server = true\n", _host.Read("/etc/consul.d/consul.hcl"));
            File.Delete(_host.Root + "/etc/consul.d/consul.hcl");
        }
    }

    [BashFact]
    public void without_a_host_it_does_nothing()
    {
        _host.Compose();
        File.Delete(Conf);
        Directory.CreateDirectory(Bundle + "/hosts");

        var none = _host.Run([_host.Script, "--root", _host.Root]);
        var two = _host.Run([_host.Script, "--root", _host.Root, "a", "b"]);
        var absent = _host.Run([_host.Script, "--root", _host.Root, "hosts/dc1/absent"]);

        Assert.Equal((2, 2, 1), (none.Code, two.Code, absent.Code));
        Assert.Contains("say which host: install.sh hosts/DATACENTER/NODE", none.Error, StringComparison.Ordinal);
        Assert.Contains("hosts/dc1/absent/install.conf", absent.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_host.Root));
    }

    [BashTheory]
    [InlineData("node='s1'", "node=$(touch \"$MARK\")")]
    [InlineData("node='s1'", "node='s1'; touch \"$MARK\"")]
    [InlineData("node='s1'", "node='s1''$(touch \"$MARK\")'")]
    [InlineData("node='s1'", "node='$(touch \"$MARK\")'")]
    [InlineData("node='s1'", "touch \"$MARK\"")]
    [InlineData("node='s1'", "here='/etc'")]
    [InlineData("node='s1'", "node='s1'\nPATH='/tmp'")]
    [InlineData("node='s1'", "node='s1'\nnode='s1'")]
    [InlineData("node='s1'", "node=('s1')")]
    [InlineData("node='s1'", "")]
    [InlineData("node='s1'", "node='s1")]
    [InlineData("unit='consul'", "unit='../../etc/consul'")]
    [InlineData("unit='consul'", "unit='--root'")]
    [InlineData("file_limit=''", "file_limit='a[$(touch \"$MARK\")]'")]
    [InlineData("api=''", "api='http|localhost|80; touch \"$MARK\"'")]
    [InlineData("role='server'", "role='load_balancer'")]
    [InlineData("  '0640|root|root|/etc/consul.d/consul.hcl'", "  '0640|root|root|/etc/consul.d/../consul.hcl'")]
    [InlineData("  '0640|root|root|/etc/consul.d/consul.hcl'", "  'a[$(touch \"$MARK\")]|root|root|/etc/consul.d/consul.hcl'")]
    [InlineData("  '0640|root|root|/etc/consul.d/consul.hcl'", "  '0640|root|root|/etc/consul.d/consul.hcl\n'")]
    [InlineData("  '0640|root|root|/etc/consul.d/consul.hcl'", "  $(touch \"$MARK\")")]
    [InlineData("secrets=(", "secrets=(\n'k|env|A[$(touch \"$MARK\")]'")]
    [InlineData("secrets=(", "secrets=(\n'k|env|A' 'b|env|B'")]
    [InlineData("secrets_json=(\n)", "secrets_json=(")]
    public void what_is_no_data_is_refused_and_not_run(string line, string other)
    {
        _host.AddSample();
        _host.Compose();
        var text = File.ReadAllText(Conf).Replace("node='node1'", "node='s1'", StringComparison.Ordinal);
        Assert.Contains(line, text, StringComparison.Ordinal);
        File.WriteAllText(Conf, text.Replace(line, other, StringComparison.Ordinal));
        var mark = _host.Folder + "/mark";

        var result = _host.Run([_host.Script, "--root", _host.Root], ("MARK", mark), ("A", "x"));

        Assert.Equal(1, result.Code);
        Assert.StartsWith($"install.sh: {Conf}", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.False(File.Exists(mark), "it was run");
        Assert.Empty(Directory.GetFileSystemEntries(_host.Root));
    }

    [BashFact]
    public void a_value_may_hold_whatever_a_path_does()
    {
        const string Name = "/etc/it's $(touch /) \\ \"ü\" `x` '\\'' |.pem'";
        _host.AddSample();
        _host.NeededFiles.Add("ca_file|" + Name);

        var result = _host.Install();

        Assert.True(result.Code == 0, result.Error);
        Assert.Contains($"{Name} (ca_file) is not there", result.Output, StringComparison.Ordinal);
    }
}
