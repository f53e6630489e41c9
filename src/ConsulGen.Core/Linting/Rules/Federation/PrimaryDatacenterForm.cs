using ConsulGen.Core.Consul.Values;
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
        if (visit.Path is "acl_datacenter" or "primary_datacenter" && visit.Entry.Value is ScalarValue { HasPlaceholders: false } name
            && !DatacenterName.IsOne(name.Text))
            report(
                agent.PlaceOf(name),
                $"{visit.Name} is \"{Shortened.Of(name.Text)}\", but a datacenter's name has letters, digits, \"-\" and \"_\" only: the agent refuses to start",
                "write the name as the primary datacenter has it");
    }
}
