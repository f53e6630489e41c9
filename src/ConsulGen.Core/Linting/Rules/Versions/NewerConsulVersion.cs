using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Versions;

internal sealed class NewerConsulVersion()
    : LintRule("newer-consul-version", Severity.Info, "The target version is newer than the table of keys")
{
    public override void Check(Topology topology, Report report)
    {
        var told = new HashSet<SourceSpan>();
        foreach (var agent in topology.Agents.Where(a => a.Version > ConsulVersion.Newest))
            if (agent.Install.Source["version"] is { } version && told.Add(version.Span))
                report(
                    version.Span,
                    $"the keys of Consul {agent.Version} are not known here, so those of {ConsulVersion.Newest} are used",
                    "run consul validate with the real binary before you deploy");
    }
}
