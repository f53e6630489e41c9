using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class LogLevelWord()
    : LintRule("log-level-word", Severity.Error, "The target version does not know this log level")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            if (agent.Config["log_level"] is not ScalarValue { Kind: ScalarKind.String, HasPlaceholders: false, Text: var level }) continue;
            // Run with 1.1.0 to 1.10.11: upper and lower case are the same, and an empty one is refused too.
            var known = Vocabulary.LogLevels.Of(agent.Version);
            if (known.Contains(level, StringComparer.OrdinalIgnoreCase)) continue;
            report(
                agent.PlaceOf(agent.Config["log_level"]),
                $"log_level is \"{Shortened.Of(level)}\", which Consul {agent.Version} does not know: the agent refuses to start, "
                    + $"though consul validate finds nothing",
                "use one of " + string.Join(", ", known));
        }
    }
}
