namespace ConsulGen.Core.Planning.Changes;

internal static class AgentCount
{
    /// <summary>The name of one, or the number of several: "node1", "40 clients".</summary>
    public static string Of(IReadOnlyList<AgentChange> agents, string plural) =>
        agents.Count == 1 ? agents[0].Name : string.Create(CultureInfo.InvariantCulture, $"{agents.Count} {plural}");

    /// <summary>As <see cref="Servers"/>, of those that vote.</summary>
    public static string Voters(int count, DatacenterChange datacenter)
    {
        var quorum = Consul.Datacenters.Voters.QuorumOf(datacenter.Old);
        return quorum.Voters == datacenter.Old?.Servers.Length
            ? Servers(count, datacenter)
            : string.Create(CultureInfo.InvariantCulture, $"{count} of the {quorum.Voters} voters of datacenter \"{datacenter.Name}\"");
    }

    /// <summary>So many servers of a datacenter that runs: "2 of the 3 servers of datacenter "dc1"".</summary>
    public static string Servers(int count, DatacenterChange datacenter)
    {
        var all = datacenter.Old?.Servers.Length ?? 0;
        var some = all == 1 ? "the server" : string.Create(CultureInfo.InvariantCulture, $"{count} of the {all} servers");
        return $"{some} of datacenter \"{datacenter.Name}\"";
    }
}
