using ConsulGen.Core.Text;

namespace ConsulGen.Core.Diagnostics;

/// <summary>Collects what the stages report. Severities are stamped at the end, from the catalogue and the inventory's own settings.</summary>
public sealed class FindingBag
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public void Add(FindingBag others) => _findings.AddRange(others._findings);

    public void Add(string rule, SourceSpan span, string message, string? help = null, Fix? fix = null, string? shared = null) =>
        _findings.Add(new Finding(rule, Severity.Error, span, message, help) { Fix = fix, Shared = shared });
}
