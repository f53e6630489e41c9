using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Engine;

/// <summary>The inventory's own <c>lint</c> block: rules to leave out, each with a reason, and other severities.</summary>
public sealed class LintSettings(Profile profile)
{
    private readonly Dictionary<string, SourceSpan> _ignored = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Severity> _severities = new(StringComparer.Ordinal);

    public static LintSettings Read(MapValue lint, Profile profile, FindingBag findings)
    {
        var settings = new LintSettings(profile);
        foreach (var entry in lint.Map("ignore").Entries)
            if (CanSet(entry.Key, entry.KeySpan, findings)) settings._ignored[entry.Key] = entry.KeySpan;
        foreach (var entry in lint.Map("severity").Entries)
            if (CanSet(entry.Key, entry.KeySpan, findings) && Parse(entry.Value) is { } severity) settings._severities[entry.Key] = severity;
        return settings;
    }

    /// <summary>True when the inventory leaves the rule out; that then counts as used.</summary>
    public bool Ignores(string rule)
    {
        if (!_ignored.ContainsKey(rule)) return false;
        _used.Add(rule);
        return true;
    }

    public IEnumerable<(SourceSpan Span, string Rule)> Unused => _ignored.Where(i => !_used.Contains(i.Key)).Select(i => (i.Value, i.Key));

    /// <summary>Null for a rule that is off.</summary>
    public Severity? SeverityOf(RuleDescriptor rule) => _severities.TryGetValue(rule.Name, out var own) ? own : ProfileCatalog.SeverityOf(rule, profile);

    /// <summary>Whether there is such a rule, and it may be left out or changed; else a finding says why not.</summary>
    public static bool CanSet(string name, SourceSpan span, FindingBag findings)
    {
        if (RuleCatalog.All.GetValueOrDefault(name) is { } rule)
        {
            if (rule.IsConfigurable) return true;
            findings.Add(
                "unknown-rule",
                span,
                $"the rule \"{name}\" cannot be ignored or changed: nothing can be built over it",
                "remove this line, and correct what the rule reports");
            return false;
        }

        var close = Suggestion.For(name, RuleCatalog.All.Keys);
        findings.Add("unknown-rule", span, $"there is no rule \"{name}\"", close is null ? "see: consulgen rules" : $"did you mean \"{close}\"?");
        return false;
    }

    private static Severity? Parse(Value value) => (value as ScalarValue)?.Text switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        _ => null,
    };
}
