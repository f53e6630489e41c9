using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class PortCollision()
    : LintRule("port-collision", Severity.Error, "Two listeners want the same port of the same address")
{
    public override void Check(Topology topology, Report report)
    {
        var shared = SharedMachines.Of(topology.Hosts);
        // Most machines have one agent, with a number of its own for each port.
        var suspects = topology.Hosts.Where(h => h.Address.Length > 0
            && (h is not Agent { Ports.AreDistinct: true } agent || ProxyPorts.Of(agent).Any() || shared.Contains(h.Machine)));
        foreach (var machine in suspects.GroupBy(h => h.Machine, StringComparer.Ordinal))
            CheckMachine(
                machine.First().Address,
                [.. machine.OrderBy(h => h.Span, PlaceOrder.Instance).ThenBy(h => h.Name, NaturalOrder.Instance).SelectMany(PortClaim.Of)],
                report);
        foreach (var client in topology.Agents)
            if (!client.IsServer) CheckUnopened(client, report);
    }

    /// <summary>
    /// Clients open no port of servers, but Consul compares these with theirs nevertheless, at the addresses that are advertised and
    /// without gRPC (agent/config/builder.go, run with 1.1.0 to 1.10.11).
    /// </summary>
    private static void CheckUnopened(Agent client, Report report)
    {
        var declared = client.Config.Map("ports");
        foreach (var server in PortName.All)
        {
            if (!server.ServerOnly) continue;
            var port = declared.Number(server.Name) ?? server.Default;
            if (client.Ports.Has(port)) CheckUnopened(client, server.Name, port, report);
        }
    }

    private static void CheckUnopened(Agent client, string name, int port, Report report)
    {
        var lan = Address(client, "advertise_addr") ?? Address(client, "bind_addr") ?? "";
        var address = name == "serf_wan" ? Address(client, "advertise_addr_wan") ?? lan : lan;
        var opened = PortClaim.Of(client).Where(c => c.Name is "dns" or "http" or "https" or "serf_lan");
        if (opened.FirstOrDefault(c => c.Port == port && (c.Name == "serf_lan" ? lan == address : c.Binds.Contains(address))) is { } claim)
            report(
                claim.Span,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{claim.Name} is at port {port}, which is that of {name}: a client does not open it, but Consul compares the two, "
                        + $"and the agent refuses to start"),
                $"choose another port, or set ports.{name}: -1 for the client");
    }

    /// <summary>Null for an address that Consul looks for on the host, which no listener names.</summary>
    private static string? Address(Agent agent, string key) =>
        agent.Config.Text(key) is { Length: > 0 } text and not ("0.0.0.0" or "::" or "[::]") ? text : null;

    private static void CheckMachine(string address, List<PortClaim> claims, Report report)
    {
        var taken = new Dictionary<(int Port, string Bind), PortClaim>();
        var collisions = new List<(PortClaim Later, PortClaim Earlier)>();
        foreach (var claim in claims)
        {
            // One that already collides adds nothing but repetitions.
            if (claim.Rivals.Select(key => taken.GetValueOrDefault(key)).FirstOrDefault(c => c is not null) is { } earlier) collisions.Add((claim, earlier));
            else foreach (var key in claim.Keys) taken.TryAdd(key, claim);
        }

        foreach (var pair in collisions.GroupBy(c => (Later: c.Later.Host, Earlier: c.Earlier.Host)))
        {
            var list = pair.ToList();
            var (later, earlier) = list[0];
            if (ReferenceEquals(later.Host, earlier.Host)) foreach (var (a, b) in list) ReportWithin(a, b, report);
            else if (!SharedMachines.AreOneHost(later.Host, earlier.Host)) ReportBetween(address, list, report);
        }
    }

    private static void ReportWithin(PortClaim later, PortClaim earlier, Report report)
    {
        // The one that the inventory sets is the place, not a default.
        if (later.Span == later.Host.Span) (later, earlier) = (earlier, later);
        report(
            later.Span,
            string.Create(
                CultureInfo.InvariantCulture,
                $"port {later.Port} is wanted twice by one host: for {later.Name} and for "
                    + $"{earlier.Name}{(earlier.Span == earlier.Host.Span ? "" : Place(earlier, later.Span))}"),
            "give each its own port");
    }

    private static void ReportBetween(string address, List<(PortClaim Later, PortClaim Earlier)> collisions, Report report)
    {
        var (later, earlier) = collisions[0];
        // Several ports of one pair are one mistake: two agents on one machine without an offset.
        var span = collisions.Count == 1 ? later.Span : later.Host.Span;
        var ports = string.Join(", ", collisions.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Later.Port} ({c.Later.Name})")));
        report(
            span,
            $"port{(collisions.Count == 1 ? "" : "s")} {ports} of \"{later.Host.Name}\" {(collisions.Count == 1 ? "is" : "are")} already used by "
                + $"\"{earlier.Host.Name}\"{Place(earlier, span, collisions.Count > 1)} on {address}",
            "give one of the two a port_offset or a port_set, or another address");
    }

    private static string Place(PortClaim claim, SourceSpan from, bool host = false)
    {
        var span = host ? claim.Host.Span : claim.Span;
        return span == from ? "" : " at " + span.Describe(from);
    }
}
