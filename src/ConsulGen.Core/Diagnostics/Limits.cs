using ConsulGen.Core.Text;

namespace ConsulGen.Core.Diagnostics;

/// <summary>
/// How large an inventory may be, and what comes of it: beyond, one finding, before time and memory are spent. Each part has a size that is
/// natural by itself; what a few hundred bytes can multiply is bounded as a product.
/// </summary>
public static class Limits
{
    public const string Rule = "inventory-too-large";

    /// <summary>Of all files of an inventory. Twenty thousand hosts written out one by one are two megabytes.</summary>
    public const int Bytes = 16 * 1024 * 1024;

    /// <summary>Keys and values, of all files.</summary>
    public const int Nodes = 500_000;

    /// <summary>Consul's biggest known datacenters are below this; above it a build would only exhaust the machine.</summary>
    public const int Hosts = 50_000;

    public const int Datacenters = 200;

    /// <summary>Of all datacenters: each server has the others in its join lists.</summary>
    public const int Servers = 1_000;

    /// <summary>A service that hosts inherit is a file for each of them.</summary>
    public const int ServiceFiles = 1_000_000;

    /// <summary>A scrape job asks each of the servers.</summary>
    public const int ScrapeTargets = 50_000;

    /// <summary>Characters that placeholders make, of all hosts.</summary>
    public const int ExpandedText = 32 * 1024 * 1024;

    /// <summary>Values of a list or mapping that one placeholder stands for.</summary>
    public const int ExpandedValues = 10_000;

    /// <summary>Characters in the settings that hosts have or inherit, counted at each of them, with the names of the servers that each joins.</summary>
    public const int SettingsText = 256 * 1024 * 1024;

    /// <summary>Traits that the inventory defines.</summary>
    public const int Traits = 1_000;

    /// <summary>Traits at the levels that take them, with those that traits take; what takes the same ones at the same place counts once.</summary>
    public const int TraitLevels = 100_000;

    /// <summary>Values in mappings that a level has anew because it, or a trait that it takes, changes one of them.</summary>
    public const int InheritedValues = 10_000_000;

    /// <summary>Hosts that the inventory's risks name.</summary>
    public const int RiskHosts = 100_000;

    /// <summary>More than anybody reads.</summary>
    public const int Findings = 5_000;

    /// <param name="what">Such as "1,000 servers": what the inventory has more of.</param>
    public static void Report(FindingBag findings, SourceSpan span, string what, string help) =>
        findings.Add(Rule, span, $"the inventory has more than {what}", help);

    public static bool AreExceeded(FindingBag findings) => findings.Findings.Any(f => f.Rule == Rule);

    /// <summary><c>10,000</c>.</summary>
    public static string Count(int limit) => limit.ToString("N0", CultureInfo.InvariantCulture);
}
