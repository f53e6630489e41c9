using ConsulGen.Core.Text;

namespace ConsulGen.Core.Diagnostics;

/// <summary>Collects what the stages report. Severities are stamped at the end, from the catalogue and the inventory's own settings.</summary>
public sealed class FindingBag
{
    /// <summary>Several of a place become one later.</summary>
    private const int Most = 4 * Limits.Findings;

    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The first that was left out; null when all are here.</summary>
    public Finding? LeftOut { get; private set; }

    /// <summary>More are left out, and need not be made.</summary>
    public bool IsFull => _findings.Count >= Most;

    public void Add(FindingBag others)
    {
        foreach (var finding in others._findings) Add(finding);
        LeftOut ??= others.LeftOut;
    }

    public void Add(string rule, SourceSpan span, string message, string? help = null, Fix? fix = null, string? shared = null) =>
        Add(new Finding(rule, Severity.Error, span, message, help) { Fix = fix, Shared = shared });

    private void Add(Finding finding)
    {
        if (!IsFull || finding.Rule == Limits.Rule) _findings.Add(finding);
        else LeftOut ??= finding;
    }
}
