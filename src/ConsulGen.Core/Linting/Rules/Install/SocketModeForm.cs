using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Install;

internal sealed class SocketModeForm()
    : LintRule("socket-mode-form", Severity.Error, "The mode of unix sockets is not octal")
{
    public override void Check(Topology topology, Report report)
    {
        // Without a socket nobody reads it (run with 1.1.0 to 1.10.11).
        foreach (var agent in topology.DistinctAgents.Where(HasSocket))
            if (agent.Config.At("unix_sockets", "mode") is ScalarValue { Text.Length: > 0, HasPlaceholders: false } mode
                && !mode.Text.All(c => c is >= '0' and <= '7'))
                report(
                    agent.PlaceOf(mode),
                    $"unix_sockets.mode is \"{Shortened.Of(mode.Text)}\", but octal digits are expected: the agent refuses to start, "
                        + $"though consul validate finds nothing",
                    "write it as \"0770\"");
    }

    private static bool HasSocket(Agent agent) =>
        agent.Config.Map("addresses").Entries.Any(e => e.Value is ScalarValue address && address.Text.Contains("unix://", StringComparison.Ordinal));
}
