using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Addresses;

internal sealed class RecursorForm()
    : LintRule("recursor-form", Severity.Error, "A recursor is no address of a DNS server")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents)
            if (agent.Config["recursors"] is ListValue list)
                foreach (var item in list.Items.OfType<ScalarValue>().Where(i => !i.HasPlaceholders && !i.Text.Contains("{{", StringComparison.Ordinal)))
                    // An entry may name several.
                    foreach (var part in item.Text.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
                        if (Problem(part) is { } problem)
                            report(
                                agent.PlaceOf(item),
                                $"recursors has \"{Shortened.Of(part)}\", which is {problem}: the agent refuses to start",
                                "name the address of a DNS server, with its port if that is not 53");
    }

    /// <summary>All else passes, names too (run with 1.1.0 to 1.10.11).</summary>
    private static string? Problem(string text) => text switch
    {
        "0.0.0.0" or "::" or "[::]" => "no address of a server, but of all interfaces",
        _ when text.StartsWith("unix://", StringComparison.Ordinal) => "a socket, and no IP address",
        _ => null,
    };
}
