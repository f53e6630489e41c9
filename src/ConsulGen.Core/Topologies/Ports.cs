using ConsulGen.Core.Consul;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>An agent's ports after its set and offset; 0 is off.</summary>
public sealed class Ports
{
    private readonly Dictionary<string, (int Port, SourceSpan Span)> _ports;

    private Ports(Dictionary<string, (int Port, SourceSpan Span)> ports, bool moved)
    {
        _ports = ports;
        AreMoved = moved;
    }

    /// <summary>A set or an offset applies, so that the agent's configuration has to name every port.</summary>
    public bool AreMoved { get; }

    public int this[string name] => _ports.GetValueOrDefault(name).Port;

    /// <summary>Where the port is set; none for a default.</summary>
    public SourceSpan SpanOf(string name) => _ports.GetValueOrDefault(name).Span;

    /// <param name="declared">The effective <c>ports</c> of the agent.</param>
    /// <param name="set">The port set that the host picks, or empty.</param>
    /// <param name="offset">Added to every port that is on.</param>
    public static Ports Resolve(bool server, ConsulVersion version, MapValue declared, MapValue set, int offset)
    {
        var ports = new Dictionary<string, (int, SourceSpan)>(StringComparer.Ordinal);
        foreach (var name in PortName.All)
        {
            var written = Written(set, name.Name) ?? Written(declared, name.Name);
            var port = written?.Port ?? name.DefaultFor(server, version);
            if (name.ServerOnly && !server) port = 0;
            ports[name.Name] = (port > 0 ? port + offset : 0, written?.Span ?? SourceSpan.None);
        }

        return new Ports(ports, offset != 0 || !set.IsEmpty);
    }

    /// <summary>
    /// What stands under <c>ports</c> in the configuration: what the inventory says, moved; and when a set or an offset applies,
    /// every port that the version opens by itself.
    /// </summary>
    public MapValue Config(bool server, ConsulVersion version, MapValue declared, MapValue set, int offset)
    {
        var config = Merge.Over(declared, set);
        if (!AreMoved) return config;
        var defaults = PortName.All
            .Where(p => p.DefaultFor(server, version) > 0)
            .Select(p => (p.Name, (Value)ScalarValue.Of(p.DefaultFor(server, version))));
        config = Merge.Over(MapValue.Derived(defaults), config);
        return offset == 0 ? config : config.Select(e => Moved(e.Value, offset));
    }

    private static Value Moved(Value value, int offset) =>
        value is ScalarValue { Kind: ScalarKind.Integer } scalar && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port) && port > 0
            ? new ScalarValue(ScalarKind.Integer, (port + offset).ToString(CultureInfo.InvariantCulture)) { Origin = scalar.Origin }
            : value;

    private static (int Port, SourceSpan Span)? Written(MapValue ports, string name) =>
        ports.Number(name) is { } port ? (port, ports[name]?.Span ?? SourceSpan.None) : null;
}
