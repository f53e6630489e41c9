using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>How a datacenter is asked how it does: commands for a server that stays, that all its releases of Consul know.</summary>
internal sealed class Witness
{
    private readonly Agent _agent;
    private readonly ConsulVersion _oldest;

    private Witness(Agent agent, ConsulVersion oldest, bool hasAutopilot) => (_agent, _oldest, HasAutopilot) = (agent, oldest, hasAutopilot);

    public string Name => _agent.Name;

    public string ListPeers => HostCommands.Consul(_agent, "operator raft list-peers");

    public string Members => HostCommands.Consul(_agent, "members");

    /// <summary>False while a server has a Raft protocol before 3, when autopilot's health is an error (all versions that take such a protocol).</summary>
    public bool HasAutopilot { get; }

    /// <summary><c>operator autopilot state</c> came with 1.9.0; what it asks is there in all versions.</summary>
    public string Autopilot => _oldest.Has(Feature.AutopilotStateCommand)
        ? HostCommands.Consul(_agent, "operator autopilot state")
        : Curl("/v1/operator/autopilot/health");

    /// <summary>Null before 1.15.0, which brought it.</summary>
    public string? TransferLeader => _oldest.Has(Feature.TransferLeaderCommand) ? HostCommands.Consul(_agent, "operator raft transfer-leader") : null;

    /// <summary>The word for the tolerance in what <see cref="Autopilot"/> writes.</summary>
    public string Tolerance => _oldest.Has(Feature.AutopilotStateCommand) ? "Failure Tolerance" : "FailureTolerance";

    public string Keyring(string arguments) => HostCommands.Consul(_agent, "keyring") + " " + arguments;

    public string Snapshot(string verb, string file) => HostCommands.Consul(_agent, $"snapshot {verb}") + " " + file;

    /// <summary>It reads the file alone: no agent is asked.</summary>
    public string Inspect(string file) => $"{Shell.Word(_agent.Install.Binary)} snapshot inspect {file}";

    private string Curl(string path) => HttpApi.Of(_agent) is { } api
        ? Shell.Line(["curl", "-s", .. api.Curl(path)])
        : HostCommands.Consul(_agent, "operator autopilot state");

    /// <param name="before">As it is before the change; else as it will be.</param>
    /// <returns>Null for a datacenter without servers.</returns>
    public static Witness? Of(DatacenterChange datacenter, bool before)
    {
        var kept = datacenter.KeptServers.FirstOrDefault();
        var (old, next) = (kept?.Old ?? datacenter.Old?.Servers.FirstOrDefault(), kept?.New ?? datacenter.New?.Servers.FirstOrDefault());
        return (before ? old ?? next : next ?? old) is { } agent ? Of(datacenter, agent) : null;
    }

    /// <summary>A server that is up while another one moves, as it is at that moment; the mover where it is alone.</summary>
    /// <param name="moved">Those whose turn is over.</param>
    public static Witness? During(DatacenterChange datacenter, AgentChange mover, IReadOnlySet<AgentChange> moved)
    {
        var others = datacenter.KeptServers
            .Concat(datacenter.AddedServers.Where(moved.Contains))
            .Concat(datacenter.RemovedServers.Where(r => !moved.Contains(r)));
        return others.FirstOrDefault(o => !ReferenceEquals(o, mover)) is { } other && (moved.Contains(other) ? other.New : other.Old) is { } up
            ? Of(datacenter, up)
            : Of(datacenter, datacenter.NewServer(mover) ?? mover.Agent);
    }

    private static Witness Of(DatacenterChange datacenter, Agent agent)
    {
        var servers = (datacenter.Old?.Servers ?? []).Concat(datacenter.New?.Servers ?? []).ToList();
        return new Witness(agent, servers.Min(s => s.Version), servers.TrueForAll(s => s.RaftProtocol >= RaftProtocol.WithIds));
    }
}
