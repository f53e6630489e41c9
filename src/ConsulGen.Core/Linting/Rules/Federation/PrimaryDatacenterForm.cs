using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Federation;

internal sealed class PrimaryDatacenterForm()
    : AgentKeyRule("primary-datacenter-form", Severity.Error, "The primary datacenter's name has characters that no datacenter's has")
{
    public override void Check(Agent agent, in AgentKeyWalk.Visit visit, Report report)
    {
        if (visit.Path is "acl_datacenter" or "primary_datacenter" && visit.Entry.Value is ScalarValue { HasPlaceholders: false } name && !IsName(name.Text))
            report(
                agent.PlaceOf(name),
                $"{visit.Name} is \"{Shortened.Of(name.Text)}\", but a datacenter's name has letters, digits, \"-\" and \"_\" only: the agent refuses to start",
                "write the name as the primary datacenter has it");
    }

    /// <summary>Consul lower-cases it, and takes an empty one for the agent's own (run with 1.1.0 to 1.10.11).</summary>
    public static bool IsName(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
