using ConsulGen.Core.Bundles;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Nginx;

/// <summary>
/// An nginx that forwards ports of the datacenter's agents as they are (stream). Upstreams are addresses, since nginx looks a name
/// up once, and does not start when it cannot.
/// </summary>
internal sealed class NginxEmitter : ILoadBalancerEmitter
{
    /// <summary>
    /// Debian includes this folder at the top of nginx.conf, after its own module files; conf.d would be inside <c>http</c>.
    /// </summary>
    private const string IncludePath = "/etc/nginx/modules-enabled/90-consul-stream.conf";

    private const string StreamPath = "/etc/nginx/stream.d/consul.conf";

    public IEnumerable<HostFile> Emit(LoadBalancer balancer)
    {
        yield return new HostFile(StreamPath, new Content(Stream(balancer).Write(GeneratedComment.Text)), "0644", "root", "root");
        var include = NginxBlock.File().Add(new NginxBlock("stream").Add("include", "/etc/nginx/stream.d/*.conf"));
        yield return new HostFile(
            IncludePath,
            new Content(include.Write(GeneratedComment.Text
                + "\nIncluded at the top of nginx.conf. Needs the stream module (Debian: libnginx-mod-stream), and no other stream block.")),
            "0644",
            "root",
            "root");
    }

    private static NginxBlock Stream(LoadBalancer balancer)
    {
        var file = NginxBlock.File();
        // An empty upstream stops nginx; lint reports it.
        foreach (var listener in balancer.Listeners.Where(l => !l.Backends.IsEmpty))
        {
            var upstream = $"consul_{listener.Role}_{listener.Name.Name}";
            file.Comment($"{listener.Name.Name} of the {listener.Role}{(IsJoinSeed(listener) ? ": over TCP only, as a first contact for joining" : "")}");
            file.Add(Upstream(upstream, listener));
            file.Add(Server(balancer, listener, upstream, udp: false));
            if (listener.Name.Name == "dns") file.Add(Server(balancer, listener, upstream, udp: true));
        }

        return file;
    }

    private static NginxBlock Upstream(string name, Listener listener)
    {
        var upstream = new NginxBlock("upstream", name);
        foreach (var agent in listener.Backends)
            upstream.Add("server", Address.WithPort(agent.Address, agent.Ports[listener.Name.Name]), "max_fails=3", "fail_timeout=10s");
        return upstream;
    }

    private static NginxBlock Server(LoadBalancer balancer, Listener listener, string upstream, bool udp)
    {
        var listen = Address.WithPort(balancer.Address, listener.Port);
        var server = new NginxBlock("server");
        if (udp) server.Add("listen", listen, "udp").Add("proxy_pass", upstream).Add("proxy_responses", "1").Add("proxy_timeout", "2s");
        // A blocking query lasts up to 10 minutes and a sixteenth; nginx's own 10 minutes would cut it.
        else server.Add("listen", listen).Add("proxy_pass", upstream).Add("proxy_connect_timeout", "3s").Add("proxy_timeout", "11m");
        server.Override(Overrides(balancer.Nginx, listener));
        return server;
    }

    /// <summary>Plain directives hold for every listener but DNS, whose exchange is of another kind; a map is for the listener that its key names.</summary>
    private static MapValue Overrides(MapValue nginx, Listener listener)
    {
        var name = listener.Name.Name;
        var general = name == "dns" ? MapValue.Empty : MapValue.Sorted(nginx.Entries.Where(e => e.Value is not MapValue));
        return Merge.Over(general, nginx.Map(name));
    }

    private static bool IsJoinSeed(Listener listener) => listener.Name.Name is "server" or "serf_lan" or "serf_wan";
}
