using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Install;

/// <summary>Tries what users say in a format's own words with that format's writer, so that building cannot fail over it.</summary>
internal sealed class OverrideForm()
    : LintRule("override-form", Severity.Error, "An override cannot stand in the file that it is for", isConfigurable: false)
{
    public override void Check(Topology topology, Report report)
    {
        // Hosts of a group share their overrides, unless a placeholder makes them differ.
        var tried = new HashSet<MapValue>(ReferenceEqualityComparer.Instance);
        foreach (var agent in topology.Agents)
        {
            if (tried.Add(agent.Systemd)) CheckSystemd(agent.Systemd, report);
            if (tried.Add(agent.Supervisor)) CheckSupervisor(agent.Supervisor, report);
        }

        foreach (var balancer in topology.LoadBalancers)
            if (tried.Add(balancer.Nginx)) CheckNginx(balancer.Nginx, report);
    }

    private static void CheckSystemd(MapValue overrides, Report report)
    {
        foreach (var section in overrides.Entries)
            if (section.Value is MapValue keys)
                foreach (var entry in keys.Entries)
                    Try(entry, "systemd", report, () => new UnitFile().Override(One(section with { Value = One(entry) })));
    }

    private static void CheckSupervisor(MapValue overrides, Report report)
    {
        foreach (var entry in overrides.Entries)
        {
            if (entry.Key != "conf_dir")
                Try(entry, "supervisor", report, () => new SupervisorProgram("consul").Override(One(entry)));
            else if (entry.Value is ScalarValue { Kind: ScalarKind.String } folder && !NameForms.IsAbsolutePath(folder.Text))
                report(folder.Span, $"conf_dir \"{Shortened.Of(folder.Text)}\" is not a path: {NameForms.PathExpected}", "name the folder by its full path");
        }
    }

    private static void CheckNginx(MapValue overrides, Report report)
    {
        foreach (var entry in overrides.Entries)
        {
            if (entry.Value is not MapValue directives)
                Try(entry, "nginx", report, () => new NginxBlock("server").Override(One(entry)));
            else if (PortName.Find(entry.Key) is null)
                report(
                    entry.KeySpan,
                    $"\"{entry.Key}\" is no listener, so these directives would stand nowhere",
                    "expected one of " + string.Join(", ", PortName.All.Select(p => p.Name).Order(StringComparer.Ordinal)));
            else
                foreach (var directive in directives.Entries) Try(directive, "nginx", report, () => new NginxBlock("server").Override(One(directive)));
        }
    }

    private static void Try(Entry entry, string program, Report report, Action write)
    {
        if (IsReportedElsewhere(entry)) return;
        try
        {
            write();
        }
        catch (ArgumentException)
        {
            report(
                entry.Value.Span,
                $"{program} would not read this as the value of {entry.Key}",
                "write it as it would stand in the file, without what ends a directive there");
        }
    }

    /// <summary>Names that the schema refuses, and characters that nothing may hold.</summary>
    private static bool IsReportedElsewhere(Entry entry) =>
        !entry.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        || Texts(entry.Value).Any(text => ForbiddenCharacters.IndexIn(text, allowLineFeed: false) >= 0);

    private static IEnumerable<string> Texts(Value value) => value switch
    {
        ScalarValue scalar => [scalar.Text],
        ListValue list => list.Items.SelectMany(Texts),
        _ => [],
    };

    private static MapValue One(Entry entry) => MapValue.Sorted([entry]);
}
