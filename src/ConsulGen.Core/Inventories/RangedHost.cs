using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Inventories;

/// <summary>The hosts of one range. Blocks without a range in them are shared by all of its hosts.</summary>
/// <param name="hasLevel">False when all that the hosts have comes from the level above.</param>
internal sealed class RangedHost(HostEntry template, bool hasLevel, HostRange range, string key, FindingBag findings)
{
    private readonly Dictionary<string, HostRange?> _parsed = new(StringComparer.Ordinal);

    private readonly HashSet<Value> _ranged = FindRanged(template, hasLevel, range, key, findings);

    // An address whose range is not in step is reported as that, and stands for no address.
    private readonly ScalarValue? _address = template.Address is { } address && HostRange.Parse(address.Text) is { } own && !own.InStepWith(range)
        ? new ScalarValue(ScalarKind.Null, "null") { Origin = address.Origin }
        : template.Address;

    public HostEntry this[int index]
    {
        get
        {
            var name = range[index];
            var level = !hasLevel ? template.Level : template.Level with
            {
                Label = "host " + name,
                Consul = At(template.Level.Consul, index),
                Agent = At(template.Level.Agent, index),
                Services = At(template.Level.Services, index),
                Vars = At(template.Level.Vars, index),
                Systemd = At(template.Level.Systemd, index),
                Supervisor = At(template.Level.Supervisor, index),
                Nginx = At(template.Level.Nginx, index),
                Security = template.Level.Security.Select(block => At(block, index)),
                Upkeep = template.Level.Upkeep.Select(block => At(block, index)),
                Zone = AtScalar(template.Level.Zone, index),
                PortSet = AtScalar(template.Level.PortSet, index),
            };
            return template with
            {
                Name = name,
                Level = level,
                Address = AtScalar(_address, index),
                WanAddress = AtScalar(template.WanAddress, index),
                NodeId = AtScalar(template.NodeId, index),
            };
        }
    }

    private MapValue At(MapValue value, int index) => _ranged.Contains(value) ? (MapValue)RangedValue.At(value, index, range, _parsed) : value;

    private ScalarValue? AtScalar(ScalarValue? value, int index) =>
        value is not null && _ranged.Contains(value) ? (ScalarValue)RangedValue.At(value, index, range, _parsed) : value;

    private static HashSet<Value> FindRanged(HostEntry host, bool hasLevel, HostRange range, string key, FindingBag findings)
    {
        var level = host.Level;
        Value?[] own = [host.Address, host.WanAddress, host.NodeId];
        Value?[] ofLevel = [level.Consul, level.Agent, level.Services, level.Vars, level.Systemd, level.Supervisor, level.Nginx, level.Zone, level.PortSet,
            level.Security.Gossip, level.Security.Tls, level.Security.Acl, .. level.Upkeep.Blocks];
        return [.. (hasLevel ? ofLevel.Concat(own) : own).OfType<Value>().Where(value => RangedValue.Has(value, range, key, findings))];
    }
}
