using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class TlsSettingsConflict()
    : LintRule("tls-settings-conflict", Severity.Error, "Agents cannot talk to servers because of their TLS settings")
{
    private const int StandardServerPort = 8300;

    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters)
        {
            if (datacenter.Agents.All(a => a.Tls.IsEmpty)) continue;
            var agents = datacenter.Agents.Select(a => new Side(a)).ToList();
            var servers = agents.Where(a => a.Agent.IsServer).ToList();
            Compare(agents, [.. servers.Where(s => !s.IsReported)], $"of datacenter \"{datacenter.Name}\"", report);
            ReportUnserved(agents.Where(a => !a.Agent.IsServer && a.Asks), servers, report);
        }

        // One server stands for its datacenter, within which all are compared above.
        var federated = topology.Datacenters.SelectMany(d => d.Servers.Where(WanJoins.IsJoined).Take(1)).Select(s => new Side(s)).ToList();
        Compare(federated, [.. federated.Where(s => !s.IsReported)], "that are joined over the WAN", report);
    }

    private static void Compare(List<Side> callers, List<Side> servers, string which, Report report)
    {
        var strict = servers.Where(s => s.Strict is not null).Take(2).ToList();
        var bare = servers.Where(s => !s.HasCertificate).Take(2).ToList();
        var plain = Facing(callers, strict, c => !c.CallsWithTls).ToList();
        var unknown = Facing(callers, strict, c => c.CallsWithTls && !c.ShowsCertificate).ToList();
        // Where somebody has no TLS at all, both directions fail, and one finding is enough.
        var demanding = plain.Count > 0 ? [] : Facing(callers, bare, c => c.Demand is not null).ToList();
        Tell(
            plain,
            c => c.Agent.PlaceOf(null),
            "call servers without TLS",
            strict,
            s => s.Strict,
            "takes callers with a certificate only",
            which,
            "give them ca_file, cert_file, key_file and verify_outgoing: true, or auto_encrypt.tls to clients",
            report);
        Tell(
            unknown,
            c => c.Agent.PlaceOf(c.Demand?.Value),
            "show servers no certificate",
            strict,
            s => s.Strict,
            "takes callers with a certificate only",
            which,
            "give them cert_file and key_file, or auto_encrypt.tls to clients",
            report);
        Tell(
            demanding,
            c => c.Agent.PlaceOf(c.Demand?.Value),
            "call servers with TLS only",
            bare,
            _ => null,
            "has no certificate to answer with",
            which,
            "give every server cert_file and key_file",
            report);
    }

    /// <summary>Callers of the kind that have one of the servers before them; nobody calls itself.</summary>
    private static IEnumerable<Side> Facing(List<Side> callers, List<Side> servers, Func<Side, bool> kind) =>
        callers.Where(c => kind(c) && !c.IsReported && servers.Exists(s => !ReferenceEquals(s, c)));

    private static void Tell(
        List<Side> callers,
        Func<Side, SourceSpan> place,
        string what,
        List<Side> servers,
        Func<Side, TlsSetting?> why,
        string but,
        string which,
        string help,
        Report report)
    {
        if (callers.Count == 0) return;
        var server = servers.First(s => !ReferenceEquals(s, callers[0]));
        var span = place(callers[0]);
        var other = server.Agent.PlaceOf(why(server)?.Value);
        var more = callers.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {callers.Count - 1} more");
        report(
            span,
            $"\"{callers[0].Agent.Name}\"{more} {(callers.Count == 1 ? Singular(what) : what)}, "
                + $"but \"{server.Agent.Name}\"{(other == span ? "" : " at " + other.Describe(span))} {but}: agents {which} cannot work together",
            help);
    }

    private static void ReportUnserved(IEnumerable<Side> clients, List<Side> servers, Report report)
    {
        if (servers.Count == 0) return;
        var givers = servers.Where(s => s.Agent.Automatic.GivesCertificates).Select(s => s.Agent.Ports["server"]).ToHashSet();
        foreach (var client in clients)
        {
            // It asks the servers of its join list at its own port (run with 1.8.4 and 1.10.11).
            var port = client.Agent.Config.Map("ports").Number("server") ?? StandardServerPort;
            if (givers.Contains(port)) continue;
            report(
                client.Agent.PlaceOf(client.Agent.Config.At("auto_encrypt", "tls")),
                givers.Count == 0
                    ? $"auto_encrypt.tls is true, but no server of datacenter \"{client.Agent.Datacenter}\" gives certificates: "
                        + $"the client waits for one for ever"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"auto_encrypt.tls is true, and the client asks servers at its own ports.server {port}, "
                            + $"but none of datacenter \"{client.Agent.Datacenter}\" that gives certificates has it: the client waits for ever"),
                givers.Count == 0 ? "set auto_encrypt.allow_tls: true for the servers" : "let ports.server of the clients be that of the servers");
        }
    }

    private static string Singular(string what) => what.Split(' ') is [var verb, .. var rest] ? $"{verb}s {string.Join(' ', rest)}" : what;

    /// <summary>What counts of an agent in calls between agents and servers.</summary>
    private sealed class Side
    {
        public Side(Agent agent)
        {
            Agent = agent;
            var settings = agent.Tls;
            var hasCa = settings.HasCa(TlsSettings.Rpc);
            Strict = agent.IsServer ? settings.VerifyIncoming(TlsSettings.Rpc) : null;
            Demand = settings.VerifyOutgoing(TlsSettings.Rpc);
            HasCertificate = settings.HasCertificate(TlsSettings.Rpc);
            var given = !agent.IsServer && settings.GetsCertificate;
            ShowsCertificate = HasCertificate || given;
            CallsWithTls = Demand is not null || given || (hasCa && !agent.Version.Has(Feature.CallsPlainWithoutVerifyOutgoing));
            IsReported = TlsMaterial.IsMissing(agent, settings, TlsSettings.Rpc);
            Asks = agent.Automatic.AsksForCertificate;
        }

        public Agent Agent { get; }

        public TlsSetting? Strict { get; }

        public TlsSetting? Demand { get; }

        public bool HasCertificate { get; }

        public bool ShowsCertificate { get; }

        public bool CallsWithTls { get; }

        /// <summary>The agent does not even start: tls-material-missing.</summary>
        public bool IsReported { get; }

        /// <summary>Wants a certificate from the servers.</summary>
        public bool Asks { get; }
    }
}
