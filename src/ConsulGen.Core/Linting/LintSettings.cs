using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting;

/// <summary>The inventory's own <c>lint</c> block: rules to leave out, each with a reason, and other severities.</summary>
public sealed class LintSettings
{
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Severity> _severities = new(StringComparer.Ordinal);

    public static LintSettings Read(MapValue lint, FindingBag findings)
    {
        var settings = new LintSettings();
        foreach (var entry in lint.Map("ignore").Entries)
            if (Exists(entry, findings)) settings._ignored.Add(entry.Key);
        foreach (var entry in lint.Map("severity").Entries)
            if (Exists(entry, findings) && Parse(entry.Value) is { } severity) settings._severities[entry.Key] = severity;
        return settings;
    }

    public bool Ignores(string rule) => _ignored.Contains(rule);

    public Severity SeverityOf(RuleDescriptor rule) => _severities.GetValueOrDefault(rule.Name, rule.Severity);

    private static bool Exists(Entry entry, FindingBag findings)
    {
        if (RuleCatalog.All.GetValueOrDefault(entry.Key) is { } rule)
        {
            if (rule.IsConfigurable) return true;
            findings.Add("unknown-rule", entry.KeySpan, $"the rule \"{entry.Key}\" cannot be ignored or changed: nothing can be built over it", "remove this line, and correct what the rule reports");
            return false;
        }

        var close = Suggestion.For(entry.Key, RuleCatalog.All.Keys);
        findings.Add("unknown-rule", entry.KeySpan, $"there is no rule \"{entry.Key}\"", close is null ? "see: consulgen rules" : $"did you mean \"{close}\"?");
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
