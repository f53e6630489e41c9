using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting;

/// <summary>A check of the topology. Rules have no state; the engine stamps name and severity on what they report.</summary>
public abstract class LintRule(string name, Severity severity, string title, bool isConfigurable = true, bool isForProduction = false)
{
    public RuleDescriptor Descriptor { get; } = new(name, severity, title, isConfigurable, isForProduction);

    public abstract void Check(Topology topology, Report report);

    /// <summary>Reports a finding: place, message, remedy, and what to write where that is exact.</summary>
    public delegate void Report(SourceSpan span, RuleMessage message, string help, Fix? fix = null);
}
