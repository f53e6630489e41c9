using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class ServerSettingsDiffer()
    : LintRule("server-settings-differ", Severity.Warning, "Servers of a datacenter decide by different settings")
{
    /// <summary>With what Consul takes for a setting that is missing; null for the agent's own datacenter.</summary>
    private static readonly ImmutableArray<(string? Block, string Key, string? Default)> Settings =
    [
        ("acl", "default_policy", "allow"),
        ("acl", "enabled", "false"),
        (null, "acl_datacenter", ""),
        (null, "acl_default_policy", "allow"),
        (null, "primary_datacenter", null),
    ];

    public override void Check(Topology topology, Report report)
    {
        foreach (var datacenter in topology.Datacenters.Where(d => d.Servers.Length > 1))
            foreach (var (block, key, none) in Settings)
                Compare(datacenter, block is null ? key : $"{block}.{key}", none ?? datacenter.Name, s => (block is null ? s.Config : s.Config.Map(block))[key] as ScalarValue, report);
    }

    private static void Compare(Datacenter datacenter, string key, string none, Func<Agent, ScalarValue?> setting, Report report)
    {
        // Servers of several versions spell some keys differently: only the same release compares.
        foreach (var release in datacenter.Servers.GroupBy(s => s.Version))
        {
            var values = release.GroupBy(s => (setting(s)?.Text ?? none).ToLowerInvariant()).Select(g => g.First()).ToList();
            foreach (var server in values.Skip(1))
            {
                var span = server.PlaceOf(setting(server));
                var other = values[0].PlaceOf(setting(values[0]));
                report(
                    span,
                    $"{key} is {Show(setting(server))}, but {Show(setting(values[0]))} for \"{values[0].Name}\"{(other == span ? "" : " at " + other.Describe(span))}: what is allowed depends on which server is asked",
                    "set it once, for all servers");
            }
        }
    }

    private static string Show(ScalarValue? value) => value is null ? "not set" : $"\"{InventoryReader.Shorten(value.Text)}\"";
}
