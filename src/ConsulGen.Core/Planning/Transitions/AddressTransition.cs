using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Transitions;

/// <summary>Other addresses for the servers of a datacenter, one server in each phase; everything else changes in the last one.</summary>
internal sealed class AddressTransition() : Transition("address", "move servers to other addresses, one in each phase")
{
    public override Outcome Phases(Compilation old, Compilation next)
    {
        var target = Servers(next).DistinctBy(s => (s.Datacenter, s.Host.Name)).ToDictionary(s => (s.Datacenter, s.Host.Name), s => s.Host.Address?.Text);
        var moved = Servers(old)
            .Where(s => s.Host.Address is { } address && target.TryGetValue((s.Datacenter, s.Host.Name), out var to) && to is not null && to != address.Text)
            .ToList();
        if (moved.Count == 0) return Outcome.None("no server has another address in the new inventory");
        var edits = new List<Fix>();
        var phases = ImmutableArray.CreateBuilder<Phase>();
        while (moved.Count > 0)
        {
            // Where servers follow one another the one goes first whose new address nobody has to leave.
            var index = moved.FindIndex(m => !moved.Exists(o => o.Host != m.Host && o.Host.Address?.Text == target[(m.Datacenter, m.Host.Name)]));
            if (index < 0)
                return Outcome.None(
                    $"{string.Join(" and ", moved.Select(m => m.Host.Name))} take each other's addresses: give one of them another address in between, "
                        + "with an inventory of its own");
            var (datacenter, host) = moved[index];
            moved.RemoveAt(index);
            var (from, to) = (host.Address?.Text ?? "", target[(datacenter, host.Name)] ?? "");
            if (Fix.Word(host.Address?.Span ?? SourceSpan.None, from, to) is not { } edit)
                return Outcome.None($"the address of {host.Name} stands in a range: write the server out in the old inventory, so that it can move by itself");
            edits.Add(edit);
            phases.Add(new Phase(host.Name, old, [.. edits],
            [
                $"Move {host.Name} to {to} with the steps of the plan, and wait until consul operator raft list-peers shows it as a voter.",
                "Deploy the others with what else the plan says; they only learn where to find it.",
            ]));
        }

        phases.Add(new Phase("rest", next, [], ["Deploy what else the new inventory changes, by its plan."]));
        return Outcome.Of(phases.ToImmutable());
    }

    private static IEnumerable<(string Datacenter, HostEntry Host)> Servers(Compilation inventory) =>
        inventory.Inventory?.Datacenters.SelectMany(d => d.Hosts.Where(h => h.Role == Role.Server).Select(h => (d.Name, h))) ?? [];
}
