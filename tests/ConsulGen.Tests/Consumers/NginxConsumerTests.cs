using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What nginx makes of the load balancers.</summary>
public class NginxConsumerTests
{
    private const string Listeners = "/etc/nginx/stream.d/consul.conf";
    private const string Module = "/usr/lib/nginx/modules/ngx_stream_module.so";

    public static TheoryData<string> LoadBalancers => BundleHost.With(f => f == Listeners);

    [NamespaceTheory("nginx", Module)]
    [MemberData(nameof(LoadBalancers))]
    public void nginx_takes_the_listeners_through_what_includes_them(string key)
    {
        var host = BundleHost.Of(key);
        using var folder = new ScratchFolder();
        foreach (var file in host.Files)
            folder.Write(file.TrimStart('/'), host.Read(file).Replace("\"/etc/nginx/", $"\"{folder.Path}/etc/nginx/", StringComparison.Ordinal));
        // As Debian's does, and nothing more.
        var config = folder.Write(
            "nginx.conf",
            $"load_module {Module};\npid {folder["pid"]};\nerror_log stderr;\ninclude {folder.Path}/etc/nginx/modules-enabled/*.conf;\nevents {{}}\n");

        // It binds every address, and none of them is this machine's.
        var ran = NamespaceTheoryAttribute.Bash(
            """
            set -e
            ip link set lo up
            echo 1 >/proc/sys/net/ipv4/ip_nonlocal_bind
            [[ ! -e /proc/sys/net/ipv6 ]] || echo 1 >/proc/sys/net/ipv6/ip_nonlocal_bind
            echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start
            exec "$1" -T -q -p "$2" -c "$3" -e stderr
            """,
            Programs.Path("nginx"), folder.Path, config);

        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.True(ran.Error.Length == 0, ran.Error);
        // It prints each file that it read.
        Assert.Contains($"# configuration file {folder.Path}{Listeners}:", ran.Out, StringComparison.Ordinal);
    }
}
