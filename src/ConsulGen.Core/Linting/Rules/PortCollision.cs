using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class PortCollision()
    : LintRule("port-collision", Severity.Error, "Two listeners want the same port of the same address")
{
    public override void Check(Topology topology, Report report)
    {
        var claims = topology.Agents.SelectMany(PortClaim.Of).Concat(topology.LoadBalancers.SelectMany(PortClaim.Of));
        foreach (var machine in claims.Where(c => c.Host.Address.Length > 0).GroupBy(c => c.Host.Machine, StringComparer.Ordinal))
            CheckMachine(machine.First().Host.Address, [.. machine.OrderBy(c => c.Host.Span, PlaceOrder.Instance).ThenBy(c => c.Host.Name, NaturalOrder.Instance)], report);
    }

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
            else ReportBetween(address, list, report);
        }
    }

    private static void ReportWithin(PortClaim later, PortClaim earlier, Report report)
    {
        // The one that the inventory sets is the place, not a default.
        if (later.Span == later.Host.Span) (later, earlier) = (earlier, later);
        report(
            later.Span,
            string.Create(CultureInfo.InvariantCulture, $"port {later.Port} is wanted twice by one host: for {later.Name} and for {earlier.Name}{(earlier.Span == earlier.Host.Span ? "" : Place(earlier, later.Span))}"),
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
            $"port{(collisions.Count == 1 ? "" : "s")} {ports} of \"{later.Host.Name}\" {(collisions.Count == 1 ? "is" : "are")} already used by \"{earlier.Host.Name}\"{Place(earlier, span, collisions.Count > 1)} on {address}",
            "give one of the two a port_offset or a port_set, or another address");
    }

    private static string Place(PortClaim claim, SourceSpan from, bool host = false)
    {
        var span = host ? claim.Host.Span : claim.Span;
        return span == from ? "" : " at " + span.Describe(from);
    }
}
