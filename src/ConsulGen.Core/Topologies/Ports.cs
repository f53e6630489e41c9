using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>An agent's ports after its set and offset; 0 is off.</summary>
public sealed class Ports
{
    // In the order of PortName.All.
    private readonly ImmutableArray<(int Port, SourceSpan Span)> _ports;

    private Ports(ImmutableArray<(int Port, SourceSpan Span)> ports, bool moved)
    {
        _ports = ports;
        AreMoved = moved;
        AreDistinct = ports.Where(p => p.Port != 0).GroupBy(p => p.Port).All(g => g.Count() == 1);
    }

    /// <summary>A set or an offset applies, so that the agent's configuration has to name every port.</summary>
    public bool AreMoved { get; }

    /// <summary>No two of the ports that are on have the same number.</summary>
    public bool AreDistinct { get; }

    public int this[string name] => Find(name).Port;

    /// <summary>Where the port is set; none for a default.</summary>
    public SourceSpan SpanOf(string name) => Find(name).Span;

    /// <summary>Whether one that is on has this number.</summary>
    public bool Has(int port)
    {
        foreach (var known in _ports)
            if (known.Port == port && port != 0) return true;
        return false;
    }

    /// <param name="declared">The effective <c>ports</c> of the agent.</param>
    /// <param name="set">The port set that the host picks, or empty.</param>
    /// <param name="offset">Added to every port that is on.</param>
    public static Ports Resolve(bool server, ConsulVersion version, MapValue declared, MapValue set, int offset)
    {
        var ports = ImmutableArray.CreateBuilder<(int, SourceSpan)>(PortName.All.Length);
        foreach (var name in PortName.All)
        {
            var written = Written(set, name.Name) ?? Written(declared, name.Name);
            var port = written?.Port ?? name.DefaultFor(server, version);
            if (name.ServerOnly && !server) port = 0;
            ports.Add((port > 0 ? port + offset : 0, written?.Span ?? SourceSpan.None));
        }

        return new Ports(ports.MoveToImmutable(), offset != 0 || !set.IsEmpty);
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

    private (int Port, SourceSpan Span) Find(string name)
    {
        for (var i = 0; i < PortName.All.Length; i++)
            if (PortName.All[i].Name == name) return _ports[i];
        return default;
    }

    private static Value Moved(Value value, int offset) =>
        value is ScalarValue { Kind: ScalarKind.Integer } scalar
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port) && port > 0
            ? new ScalarValue(ScalarKind.Integer, (port + offset).ToString(CultureInfo.InvariantCulture)) { Origin = scalar.Origin }
            : value;

    private static (int Port, SourceSpan Span)? Written(MapValue ports, string name) =>
        ports.Number(name) is { } port ? (port, ports[name]?.Span ?? SourceSpan.None) : null;
}
