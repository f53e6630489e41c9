using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Datacenters;

/// <summary>
/// The first leader of a datacenter: its servers wait until as many have met as <c>bootstrap_expect</c> says. Servers that are marked
/// as read replicas are not counted, in either edition (<c>maybeBootstrap</c> of <c>agent/consul/server_serf.go</c>; run with 1.8.4,
/// 1.10.11 and 1.21.4).
/// </summary>
public static class FirstElection
{
    public const string Key = "bootstrap_expect";

    /// <summary>How many servers have to meet.</summary>
    public static int CountOf(Datacenter datacenter) => datacenter.Servers.Count(s => !Voters.IsMarked(s.Config));

    /// <summary>For how many a server waits; null where it is not told.</summary>
    public static int? ExpectedBy(Agent server) => server.Config.Number(Key);

    /// <summary>
    /// Servers whose number the others compare with theirs. One that has none (or 0) goes along with any, and one that expects 1
    /// elects itself and takes the others in (agent/consul/server_serf.go, all versions).
    /// </summary>
    public static IEnumerable<Agent> Expecting(Datacenter datacenter) => datacenter.Servers.Where(s => ExpectedBy(s) > 1);

    /// <summary>Whether they never elect one, because each waits for another number.</summary>
    public static bool Differs(Datacenter datacenter) => Expecting(datacenter).Select(ExpectedBy).Distinct().Skip(1).Any();

    /// <summary>
    /// The key that makes a server the leader of a cluster of its own, or null. Consul takes an expected number of 1 for
    /// <c>bootstrap</c>.
    /// </summary>
    public static string? ElectsItselfBy(Agent server) => ExpectedBy(server) switch
    {
        1 => Key,
        null or <= 0 when server.Config.Flag("bootstrap") is true => "bootstrap",
        _ => null,
    };
}
