using ConsulGen.Core.Values;

namespace ConsulGen.Core.Topologies;

/// <summary>
/// The definitions of services and checks that an agent reads: those of <c>services</c>, and raw ones in its own configuration.
/// </summary>
internal sealed class AgentDefinitions
{
    private AgentDefinitions(Agent agent, List<MapValue> found)
    {
        Agent = agent;
        foreach (var service in agent.Services) found.Add(service.Definition);
        AddMaps(agent.Config, "service", "services", found);
        Services = Taken(found);
        AddMaps(agent.Config, "check", "checks", found);
        OwnChecks = [.. found];
        foreach (var service in Services) AddChecks(service, found);
        Checks = Taken(found);
    }

    public Agent Agent { get; }

    public ImmutableArray<MapValue> Services { get; }

    /// <summary>Checks of the agent itself, or of the service that their <c>service_id</c> names.</summary>
    public ImmutableArray<MapValue> OwnChecks { get; }

    /// <summary>Its own, and those of services and of their sidecars.</summary>
    public ImmutableArray<MapValue> Checks { get; }

    public static AgentDefinitions Of(Agent agent) => new(agent, []);

    public static ImmutableArray<AgentDefinitions> Of(ImmutableArray<Agent> agents)
    {
        // One list for all of them.
        var found = new List<MapValue>();
        return [.. agents.Select(agent => new AgentDefinitions(agent, found))];
    }

    /// <summary>Those that Consul numbers together; not those of a sidecar, which is a service of its own.</summary>
    public static ImmutableArray<MapValue> ChecksOf(MapValue service)
    {
        var found = new List<MapValue>();
        AddMaps(service, "check", "checks", found);
        return [.. found];
    }

    private static void AddChecks(MapValue service, List<MapValue> found)
    {
        AddMaps(service, "check", "checks", found);
        switch (service.At("connect", "sidecar_service"))
        {
            case MapValue sidecar:
                AddChecks(sidecar, found);
                break;
            case ListValue list:
                foreach (var item in list.Items)
                    if (item is MapValue sidecar) AddChecks(sidecar, found);
                break;
        }
    }

    private static void AddMaps(MapValue map, string one, string many, List<MapValue> found)
    {
        AddMaps(map[one], found);
        AddMaps(map[many], found);
    }

    private static void AddMaps(Value? value, List<MapValue> found)
    {
        if (value is MapValue map) found.Add(map);
        if (value is not ListValue list) return;
        foreach (var item in list.Items)
            if (item is MapValue one) found.Add(one);
    }

    private static ImmutableArray<MapValue> Taken(List<MapValue> found)
    {
        ImmutableArray<MapValue> taken = [.. found];
        found.Clear();
        return taken;
    }
}
