using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Linting.Rules.Mesh;

internal static class GatewayBody
{
    private static readonly ImmutableArray<string> Protocols = ["tcp", "http", "http2", "grpc"];

    public static void CheckIngress(EntryFields entry, ConsulVersion version, ConfigEntryBody.Teller tell)
    {
        var ports = new HashSet<string>(StringComparer.Ordinal);
        foreach (var listener in entry.Each("listeners"))
        {
            if (!ports.Add(listener.Text("port"))) tell(listener["port"] ?? listener.Map, "has two listeners at one port", "give one of them another port");
            var protocol = listener.Text("protocol");
            if (version.Has(Feature.EntriesNormalized)) protocol = protocol.Length > 0 ? protocol.ToLowerInvariant() : "tcp";
            if (!Protocols.Contains(protocol))
                tell(
                    listener["protocol"] ?? listener.Map,
                    $"has a listener for \"{Shortened.Of(protocol)}\", which it does not speak",
                    "use one of " + string.Join(", ", Protocols));
            CheckServices(listener, protocol, version, tell);
        }
    }

    public static void CheckTerminating(EntryFields entry, ConfigEntryBody.Teller tell)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in entry.Each("services"))
        {
            CheckName(service, seen, tell);
            if (service.Count("cert_file", "key_file") > 0 && service.Count("ca_file", "cert_file", "key_file") < 3)
                tell(service.Map, "has a service with a part of ca_file, cert_file and key_file", "give all three, or ca_file alone");
        }
    }

    private static void CheckServices(EntryFields listener, string protocol, ConsulVersion version, ConfigEntryBody.Teller tell)
    {
        var services = listener.Each("services").ToList();
        if (services.Count == 0 && listener["services"] is null or Values.ListValue { Items.IsEmpty: true })
            tell(listener.Map, "has a listener without a service", "name in services what it leads to");
        if (services.Count > 1 && (protocol == "tcp" || (protocol != "http" && !version.Has(Feature.IngressSharesHttp2))))
            tell(listener["services"], $"has a {protocol} listener with two services", "set protocol: http, or give each its port");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            CheckName(service, version.Has(Feature.IngressServiceOnce) ? seen : [], tell);
            if (protocol == "tcp" && service.Text("name") == "*")
                tell(service["name"], "has a tcp listener that leads to all services", "set protocol: http, or name one");
            if (!service.Has("hosts")) continue;
            if (protocol == "tcp") tell(service["hosts"], "has a tcp listener with hosts", "set protocol: http, or remove hosts");
            if (service.Text("name") == "*") tell(service["hosts"], "has hosts for all services", "name one service, or remove hosts");
            if (service["hosts"] is Values.ListValue list)
                foreach (var host in list.Items.OfType<Values.ScalarValue>())
                    if (!hosts.Add(host.Text)) tell(host, $"has the host \"{Shortened.Of(host.Text)}\" twice at one listener", "remove one of the two");
        }
    }

    private static void CheckName(EntryFields service, HashSet<string> seen, ConfigEntryBody.Teller tell)
    {
        if (service["name"] is Values.SecretValue) return;
        if (!service.Has("name"))
            tell(service.Map, "has a service without a name", "name it");
        else if (!seen.Add((service.Text("name"), service.Text("namespace")).ToString()))
            tell(service["name"], $"has the service \"{Shortened.Of(service.Text("name"))}\" twice", "remove one of the two");
    }
}
