using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Bootstrap;

internal sealed class ServerSettingsDiffer()
    : LintRule("server-settings-differ", Severity.Warning, "Servers that work together decide by different settings")
{
    /// <param name="Default">What Consul takes for a setting that is missing.</param>
    /// <param name="Everywhere">Datacenters that are joined over the WAN need it too.</param>
    private sealed record Setting(string? Block, string Key, Func<Agent, string> Default, bool Everywhere, string Consequence)
    {
        public string Path => Block is null ? Key : $"{Block}.{Key}";

        public ScalarValue? Of(Agent server) => (Block is null ? server.Config : server.Config.Map(Block))[Key] as ScalarValue;

        /// <summary>As Consul compares it: no matter the case, and whether a domain ends in a dot.</summary>
        public string Meaning(Agent server) => (Of(server)?.Text is { Length: > 0 } text ? text : Default(server)).ToLowerInvariant().TrimEnd('.');
    }

    private const string Acl = "what is allowed depends on which server is asked";

    private static readonly ImmutableArray<Setting> Settings =
    [
        new("acl", "default_policy", _ => "allow", true, Acl),
        new("acl", "enabled", _ => "false", true, Acl),
        new(null, "acl_datacenter", _ => "", true, Acl),
        new(null, "acl_default_policy", _ => "allow", true, Acl),
        new(
            "connect",
            "enabled",
            s => s.Version.Has(Feature.ConnectByDefault) ? "true" : "false",
            false,
            "whether the service mesh gets certificates depends on which server leads"),
        new(null, "domain", _ => "consul", true, "a name that one server answers is unknown to the other"),
        new(null, "primary_datacenter", s => s.Datacenter, true, Acl),
    ];

    public override void Check(Topology topology, Report report)
    {
        foreach (var setting in Settings)
        {
            foreach (var datacenter in topology.Datacenters) Compare(datacenter.Servers, setting, "", report);
            // One server stands for its datacenter, within which all are compared above. Before 1.4.0 no key names the primary alone.
            if (setting.Everywhere)
                Compare(
                    topology.Datacenters
                        .Select(d => d.Servers.FirstOrDefault(WanJoins.IsJoined))
                        .OfType<Agent>()
                        .Where(s => setting.Key != "primary_datacenter" || s.Version.Has(Feature.PrimaryDatacenterKey)),
                    setting,
                    " in datacenter ",
                    report);
        }
    }

    private static void Compare(IEnumerable<Agent> servers, Setting setting, string across, Report report)
    {
        // Servers of several versions spell some keys differently: only the same release compares.
        foreach (var release in servers.GroupBy(s => s.Version))
        {
            var values = release.GroupBy(setting.Meaning, StringComparer.Ordinal).Select(g => g.First()).ToList();
            foreach (var server in values.Skip(1))
            {
                var first = values[0];
                var span = server.PlaceOf(setting.Of(server));
                var other = first.PlaceOf(setting.Of(first));
                report(
                    span,
                    $"{setting.Path} is {Show(setting.Of(server))}{Where(server)}, but {Show(setting.Of(first))} for "
                        + $"\"{first.Name}\"{Where(first)}{(other == span ? "" : " at " + other.Describe(span))}: {setting.Consequence}",
                    "set it once, for all servers");
            }
        }

        string Where(Agent server) => across.Length == 0 ? "" : $"{across}\"{server.Datacenter}\"";
    }

    private static string Show(ScalarValue? value) => value is null ? "not set" : $"\"{Shortened.Of(value.Text)}\"";
}
