using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Dangers;

/// <summary>A check of a change. Rules have no state.</summary>
/// <param name="severity">The worst that it reports.</param>
public abstract class DangerRule(string name, DangerSeverity severity, string title)
{
    /// <summary>Kebab-case; names the change, never reused.</summary>
    public string Name { get; } = name;

    public DangerSeverity Severity { get; } = severity;

    /// <summary>One line for the catalogue.</summary>
    public string Title { get; } = title;

    /// <summary>True where the plan's steps, one host at a time, are the safe way that a change lacks which it blocks.</summary>
    public virtual bool StepsAreTheRemedy => false;

    /// <summary>True where what it blocks cannot be carried out step by step at all, also by who accepts the risk.</summary>
    public virtual bool StepsCannotWork => false;

    public abstract void Check(TopologyChange change, Report report);

    /// <summary>Reports a danger: severity, place, message, the safe way, and the hosts that it touches.</summary>
    public delegate void Report(DangerSeverity severity, SourceSpan span, string message, string help, IEnumerable<string> hosts);
}
