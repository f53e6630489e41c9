using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What nftables makes of the hosts' tables, and whom they let through, in a network of machines.</summary>
public class FirewallConsumerTests
{
    private const string Folder = "/etc/nftables.d/";

    public static TheoryData<string> Hosts => BundleHost.With(f => f.StartsWith(Folder, StringComparison.Ordinal));

    [NamespaceTheory("nft")]
    [MemberData(nameof(Hosts))]
    public void nft_takes_the_table_again_and_again(string key)
    {
        var host = BundleHost.Of(key);
        using var folder = new ScratchFolder();
        var file = folder.Write("consul.nft", host.Read(host.Files.Single(f => f.StartsWith(Folder, StringComparison.Ordinal))));

        const string Twice = "set -e; \"$1\" -c -f \"$2\"; \"$1\" -f \"$2\"; \"$1\" -f \"$2\"; \"$1\" list tables";
        var ran = NamespaceTheoryAttribute.Bash(Twice, Programs.Path("nft"), file);

        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Equal("", ran.Error);
        Assert.Single(ran.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [NamespaceTheory("nft", "python3")]
    [InlineData("firewalls/dc1/s1", "10.60.0.2", "8300/tcp 8301/tcp 8301/udp 8302/tcp 8302/udp 9000/tcp")]
    [InlineData("firewalls/dc1/s1", "10.60.1.8", "8300/tcp 8301/tcp 8301/udp 9000/tcp")]
    [InlineData("firewalls/dc1/s1", "10.60.1.9", "9000/tcp")]
    [InlineData("firewalls/dc1/s1", "192.0.2.3", "8300/tcp 8302/tcp 8302/udp 9000/tcp")]
    [InlineData("firewalls/dc1/s1", "10.60.9.9", "8500/tcp 9000/tcp")]
    [InlineData("firewalls/dc1/s1", "10.9.1.1", "9000/tcp")]
    [InlineData("firewalls/dc1/c1", "10.77.0.1", "8600/tcp 8600/udp 9000/tcp")]
    [InlineData("firewalls/dc1/c1", "10.9.1.1", "8500/tcp 8600/tcp 8600/udp 9000/tcp")]
    [InlineData("firewalls/dc1/c1", "10.60.2.1", "8500/tcp 8600/tcp 8600/udp 9000/tcp")]
    [InlineData("firewalls/dc1/c1", "10.60.0.1", "8301/tcp 8301/udp 8600/tcp 8600/udp 9000/tcp")]
    [InlineData("firewalls/dc1/lb2", "10.77.0.1", "8600/tcp 8600/udp 9000/tcp")]
    public void who_is_let_in_is_who_has_to_be(string key, string from, string open)
    {
        var parts = key.Split('/');
        var inventory = Repository.PathOf($"tests/ConsulGen.Tests/Cases/emit/{parts[0]}/inventory.yml");
        var bundle = Inputs.Build(File.ReadAllText(inventory));
        var table = bundle.Files.Single(f => f.Path.StartsWith($"hosts/{parts[1]}/{parts[2]}/rootfs{Folder}", StringComparison.Ordinal)).Text;
        using var folder = new ScratchFolder();
        var (nft, probe) = (folder.Write("consul.nft", table), folder.Write("probe.py", Probe));

        // Two ends of a cable; the guarded one has something at every port of both protocols.
        var ran = NamespaceTheoryAttribute.Bash(
            """
            set -e
            ip link set lo up
            unshare --net sleep infinity & there=$!
            until [[ $(readlink /proc/$there/ns/net) != "$(readlink /proc/self/ns/net)" ]]; do sleep 0.02; done
            ip link add guard type veth peer name other netns $there
            ip link set guard up
            ip addr add 10.255.0.1/32 dev guard
            ip route add default dev guard
            in_there() { nsenter --net=/proc/$there/ns/net "$@"; }
            in_there ip link set other up
            in_there ip addr add "$2/32" dev other
            in_there ip route add default dev other
            "$1" -f "$3"
            python3 "$4" serve $5 >/dev/null &
            in_there python3 "$4" ask $5
            """,
            Programs.Path("nft"), from, nft, probe, PortsOf(parts[2]));

        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Equal(open, ran.Out.Trim());
    }

    /// <summary>All that Consul has open there; the last is another program's.</summary>
    private static string PortsOf(string host) => host[0] switch
    {
        's' => "8300 8301 8302 8500 8502 8600 9000",
        'c' => "8301 8500 8502 8600 9000",
        _ => "8500 8600 9000",
    };

    private const string Probe =
        """
        import select, socket, sys, time
        ports = [int(p) for word in sys.argv[2:] for p in word.split()]
        udp = [p for p in ports if p in (8301, 8302, 8600)]
        there = '10.255.0.1'
        def sock(kind): return socket.socket(socket.AF_INET, kind)
        if sys.argv[1] == 'serve':
            keep = {}
            for port in ports:
                s = sock(socket.SOCK_STREAM); s.bind((there, port)); s.listen(); keep[s.fileno()] = (s, False)
            for port in udp:
                s = sock(socket.SOCK_DGRAM); s.bind((there, port)); keep[s.fileno()] = (s, True)
            while True:
                for fd in select.select(list(keep), [], [])[0]:
                    s, is_udp = keep[fd]
                    if is_udp: s.sendto(b'x', s.recvfrom(9)[1])
                    else: s.accept()[0].close()
        # Until the other end serves: 9000 is closed for nobody.
        for _ in range(500):
            try: socket.create_connection((there, 9000), 0.2).close(); break
            except OSError: time.sleep(0.02)
        waiting = {}
        for port in ports:
            s = sock(socket.SOCK_STREAM); s.setblocking(False); s.connect_ex((there, port)); waiting[s] = f'{port}/tcp'
        asked = {}
        for port in udp:
            s = sock(socket.SOCK_DGRAM); s.connect((there, port)); s.send(b'x'); asked[s] = f'{port}/udp'
        # Long enough for a packet that a busy machine lost to be sent again.
        end, found = time.time() + 1.5, []
        while time.time() < end:
            r, w, _ = select.select(list(asked), list(waiting), [], 0.1)
            for s in w:
                if s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0: found.append(waiting[s])
                del waiting[s]
            for s in r: found.append(asked.pop(s))
        print(*sorted(found))
        """;
}
