using CommandLine;
using ConsulGen.Cli.Rendering;
using ConsulGen.Cli.Terminal;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Cli.Commands;

[Verb("inspect", HelpText = "Show the effective values of hosts, each with the place that set it.")]
internal sealed class InspectOptions
{
    [Value(0, MetaName = "INVENTORY", Required = true, HelpText = "A file, a directory, or - for standard input.")]
    public string Inventory { get; set; } = "";

    [Option("host", MetaValue = "NAME", HelpText = "Only this host, or those of a range: web[01:50].")]
    public string? Host { get; set; }
}

internal static class InspectCommand
{
    public static int Run(InspectOptions options, CliContext context)
    {
        if (FindingReport.Look(options.Inventory, context) is not var (compilation, topology)) return ExitCode.Usage;

        var hosts = topology.Datacenters.SelectMany(d => d.Agents.Concat<Host>(d.LoadBalancers)).ToList();
        if (options.Host is { } asked)
        {
            var known = hosts.Select(h => h.Name).ToHashSet(StringComparer.Ordinal);
            var names = Named(asked, known.Count).ToHashSet(StringComparer.Ordinal);
            if (names.FirstOrDefault(n => !known.Contains(n)) is { } missing)
            {
                var close = Suggestion.For(missing, known);
                context.Error.WriteLine($"consulgen: there is no host \"{missing}\"" + (close is null ? "" : $"; did you mean \"{close}\"?"));
                return ExitCode.Usage;
            }

            hosts.RemoveAll(h => !names.Contains(h.Name));
        }

        var listing = new Listing(new ValueText(compilation), context.Out);
        foreach (var host in hosts) listing.Write(host);
        return ExitCode.Ok;
    }

    /// <param name="most">A range of more names than there are hosts has one that is none.</param>
    private static IEnumerable<string> Named(string asked, int most) => HostRange.Parse(asked) is { } range
        ? Enumerable.Range(0, (int)Math.Min(range.Count, most + 1L)).Select(i => range[i])
        : [asked];

    private sealed class Listing(ValueText text, TextWriter output)
    {
        public void Write(Host host)
        {
            var rows = new List<(string Key, string Value, string From)>();
            Add(rows, "address", host.Address, host.AddressSpan, "host " + host.Name);
            if (host is Agent agent) AddAgent(rows, agent);
            else if (host is LoadBalancer balancer) AddBalancer(rows, balancer);

            rows = [.. rows.Select(r => (text.Of(r.Key), text.Of(r.Value), text.Of(r.From)))];
            output.WriteLine(text.Of($"{host.Name} of {host.Datacenter}"));
            var keyWidth = rows.Max(r => r.Key.Length);
            var valueWidth = Math.Min(60, rows.Max(r => r.Value.Length));
            foreach (var row in rows) output.WriteLine($"  {row.Key.PadRight(keyWidth)}  {row.Value.PadRight(valueWidth)}  {row.From}".TrimEnd());
        }

        private void AddAgent(List<(string, string, string)> rows, Agent agent)
        {
            rows.Add(("role", agent.Role, ""));
            AddSource(rows, "wan_address", agent.WanAddress, agent.Sources.WanAddress);
            AddSource(rows, "zone", agent.Zone, agent.Sources.Zone);
            AddPorts(rows, agent);
            foreach (var (key, value) in new[]
            {
                ("version", agent.Install.Version.ToString()), ("binary", agent.Install.Binary), ("config_dir", agent.Install.ConfigDir),
                ("config_format", agent.Install.Json ? "json" : "hcl"), ("user", agent.Install.User), ("group", agent.Install.Group),
                ("service_manager", agent.Install.Supervisor ? "supervisor" : "systemd"), ("unit", agent.Install.Unit),
                ("unit_dir", agent.Install.UnitDir),
            })
                rows.Add(("consul." + key, value, agent.Install.Source[key] is { } source ? From(source.Origin) : "default"));
            AddMap(rows, "agent", agent.Config);
            foreach (var service in agent.Services) AddMap(rows, "services." + service.Id, service.Definition);
            AddMap(rows, "systemd", agent.Systemd);
            AddMap(rows, "supervisor", agent.Supervisor);
        }

        private void AddBalancer(List<(string, string, string)> rows, LoadBalancer balancer)
        {
            rows.Add(("role", "load balancer", ""));
            AddPorts(rows, balancer);
            foreach (var listener in balancer.Listeners)
                Add(rows, $"listeners.{listener.Role}.{listener.Name.Name}", Address.WithPort(balancer.Address, listener.Port), listener.Span, "");
            AddMap(rows, "nginx", balancer.Nginx);
        }

        private void AddMap(List<(string, string, string)> rows, string prefix, MapValue map)
        {
            foreach (var entry in map.Entries)
                if (entry.Value is MapValue { IsEmpty: false } inner) AddMap(rows, $"{prefix}.{entry.Key}", inner);
                else rows.Add(($"{prefix}.{entry.Key}", text.Of(entry.Value), From(entry.Value)));
        }

        private static void AddPorts(List<(string, string, string)> rows, Host host)
        {
            AddSource(rows, "port_offset", host.Sources.PortOffset?.Text, host.Sources.PortOffset);
            AddSource(rows, "port_set", host.Sources.PortSet?.Text, host.Sources.PortSet);
        }

        private static void AddSource(List<(string, string, string)> rows, string key, string? value, ScalarValue? source)
        {
            if (value is not null && source is not null) rows.Add((key, value, From(source.Origin)));
        }

        private static void Add(List<(string, string, string)> rows, string key, string value, SourceSpan span, string level) =>
            rows.Add((key, value, From(new Origin(span, level))));

        private static string From(Value value) => value is ListValue { AddedTo.IsEmpty: false } list
            ? $"{From(list.Origin)}, added to {string.Join(" and ", list.AddedTo.Select(From))}"
            : From(value.Origin);

        private static string From(Origin origin) =>
            !origin.Span.Exists
                ? "derived"
                : FormattableString.Invariant($"{origin.Span.Path}:{origin.Span.Line}:{origin.Span.Column}")
                    + (origin.Level.Length > 0 ? $" ({origin.Level})" : "");
    }
}
