using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>What an operator types on a host, as root, in the folder that the new bundle has for it, to which install.sh was copied.</summary>
internal static class HostCommands
{
    /// <summary>Starts what does not run, and restarts a client that needs it; never a running server.</summary>
    public const string Install = "./install.sh";

    /// <summary>Checks and places the files, and leaves the running agent alone.</summary>
    public const string Copy = "./install.sh --no-start";

    private const string OldInstall = "<folder of the old bundle>/install.sh";

    /// <summary>A command of Consul that asks this agent; without an API, what to do instead.</summary>
    public static string Consul(Agent agent, string arguments) => HttpApi.Of(agent) is { } api
        ? Shell.Line([agent.Install.Binary, .. arguments.Split(' '), .. api.Options()])
        : $"<{agent.Name} has no HTTP API: open ports.http or ports.https for as long as this change takes, and run consul {arguments}>";

    public static string GetConsul(Agent agent) => $"<install Consul {agent.Version} as {Shell.Word(agent.Install.Binary)}>";

    private static string GetFormer(Agent old) =>
        old.Install.IsPinned ? GetConsul(old) : $"<install the Consul that ran before as {Shell.Word(old.Install.Binary)}>";

    public static string Stop(Agent agent) => agent.Install.Supervisor ? $"supervisorctl stop {Unit(agent)}" : $"systemctl stop {Unit(agent)}";

    /// <summary>Stops the agent, and keeps it from coming back with the next boot: supervisord starts all that it has a file of.</summary>
    public static ImmutableArray<string> Disable(Agent agent) => agent.Install.Supervisor
        ? [Rename(agent.SupervisorFile, Aside(agent.SupervisorFile)), $"supervisorctl update {Unit(agent)}"]
        : [$"systemctl disable --now {Unit(agent)}"];

    /// <summary>After <see cref="Disable"/>.</summary>
    public static ImmutableArray<string> Enable(Agent agent) => agent.Install.Supervisor
        ? [Rename(Aside(agent.SupervisorFile), agent.SupervisorFile), $"supervisorctl update {Unit(agent)}"]
        : [$"systemctl enable --now {Unit(agent)}"];

    /// <summary>By the service manager: it needs no token and no address, as <c>consul reload</c> does.</summary>
    public static ImmutableArray<string> Reload(Agent agent) =>
        [Copy, agent.Install.Supervisor ? $"supervisorctl signal HUP {Unit(agent)}" : $"systemctl reload {Unit(agent)}"];

    public static ImmutableArray<string> Leave(Agent agent) => [Consul(agent, "leave"), .. Disable(agent)];

    /// <summary>The agent's identity and state; aside and not away, so that there is a way back.</summary>
    /// <param name="part">A folder in it; null for all.</param>
    public static IEnumerable<string> SetAside(Agent agent, string? part = null)
    {
        if (agent.DataFolder is not { } data) yield break;
        var folder = part is null ? data : $"{data}/{part}";
        yield return Rename(folder, Aside(folder));
    }

    /// <summary>Undoes <see cref="SetAside"/>; what is there instead goes aside in turn, as it may be all that there is.</summary>
    public static IEnumerable<string> BringBack(Agent agent, string? part = null)
    {
        if (agent.DataFolder is not { } data) yield break;
        var folder = part is null ? data : $"{data}/{part}";
        yield return Rename(folder, folder + ".after");
        yield return Rename(Aside(folder), folder);
    }

    private static string Aside(string path) => path + ".before";

    private static string Rename(string from, string to) => $"mv -T -- {Shell.Word(from)} {Shell.Word(to)}";

    /// <summary>Restarts an agent as the new inventory has it.</summary>
    public static ImmutableArray<string> Restart(AgentChange change)
    {
        var (old, next) = Both(change);
        if (!NeedsStop(change)) return [next.IsServer ? Install + " --restart" : Install];
        var copy = change.Key("data_dir") is not null && old.DataFolder is { } from && next.DataFolder is { } to
            ? [$"cp -a -- {Shell.Word(from + "/.")} {Shell.Word(to + "/")}"]
            : ImmutableArray<string>.Empty;
        return [.. Prepare(change), .. End(change, old), .. copy, .. Own(change, next), .. Move(change), Install];
    }

    /// <summary>All that can be done while the agent still runs as it was.</summary>
    public static ImmutableArray<string> Prepare(AgentChange change) =>
        // A binary that is replaced and not overwritten leaves the running agent alone; the new one checks the new files.
        ChangesBinary(change) ? [GetConsul(change.Agent), Copy] : [Copy];

    /// <summary>Nothing, or where the machine has to be before the agent starts again.</summary>
    public static ImmutableArray<string> Move(AgentChange change) =>
        ChangesAddress(change) ? [$"<give the machine the address {change.Agent.Address}>"] : [];

    public static ImmutableArray<string> UndoPrepare(AgentChange change) =>
        ChangesBinary(change) && change.Old is { } old ? [GetFormer(old), OldInstall + " --no-start"] : UndoCopy;

    /// <summary>Back to what the agent was.</summary>
    public static ImmutableArray<string> UndoRestart(AgentChange change)
    {
        var (old, next) = Both(change);
        // An older server may not read what a newer one wrote: it comes back without any data.
        if (next.IsServer && old.Version < next.Version) return [.. Leave(next), .. SetAside(next), GetFormer(old), OldInstall];
        if (!NeedsStop(change)) return [next.IsServer ? OldInstall + " --restart" : OldInstall];
        return [.. UndoPrepare(change), .. End(change, next), .. Own(change, old), .. UndoMove(change), OldInstall];
    }

    /// <summary>How one of the two stops. One that gets another name leaves: the catalog keeps the old one for the node's id.</summary>
    private static ImmutableArray<string> End(AgentChange change, Agent agent) =>
    [
        .. ChangesName(change) ? [Consul(agent, "leave")] : ImmutableArray<string>.Empty,
        .. ChangesManager(change) ? Disable(agent) : [Stop(agent)],
    ];

    /// <summary>Back to a running agent as it was, from one that has left; what <see cref="Disable"/> did is undone by it.</summary>
    public static ImmutableArray<string> UndoLeave(AgentChange change) =>
        ChangesBinary(change) && change.Old is { } old ? [GetFormer(old), OldInstall] : [OldInstall];

    public static ImmutableArray<string> UndoMove(AgentChange change) =>
        ChangesAddress(change) ? [$"<give the machine the address {change.Old?.Address}>"] : [];

    /// <summary>An agent that was another one here before becomes that one again.</summary>
    /// <param name="former">Whose data was set aside; null where none was.</param>
    public static ImmutableArray<string> UndoCome(AgentChange change, Agent? former = null) =>
    [
        .. Leave(change.Agent),
        .. former is null ? [] : BringBack(former),
        .. change.Old is null ? ImmutableArray<string>.Empty : UndoLeave(change),
    ];

    public static ImmutableArray<string> UndoReload(Agent agent) => [OldInstall + " --no-start", Reload(agent)[^1]];

    public static ImmutableArray<string> UndoCopy { get; } = [OldInstall + " --no-start"];

    public static ImmutableArray<string> UndoFrontFiles { get; } = [OldInstall];

    /// <summary>What the agent has written belongs to the user that it ran as, and a new one may not even read its node id.</summary>
    private static IEnumerable<string> Own(AgentChange change, Agent by) =>
        ChangesUser(change) && by.DataFolder is { } data ? [$"chown -R -- {Shell.Word($"{by.Install.User}:{by.Install.Group}")} {Shell.Word(data)}"] : [];

    private static bool NeedsStop(AgentChange change) =>
        ChangesBinary(change) || ChangesManager(change) || ChangesUser(change) || ChangesAddress(change) || ChangesName(change)
        || change.Key("data_dir") is not null;

    private static bool ChangesName(AgentChange change) => change.Key("node_name") is not null;

    private static bool ChangesUser(AgentChange change) => change.Key("consul.user") is not null || change.Key("consul.group") is not null;

    private static bool ChangesAddress(AgentChange change) =>
        change is { Old: { } old, New: { } next } && old.Address != next.Address && Address.IsIP(next.Address);

    private static bool ChangesBinary(AgentChange change) => change.Key("consul.version") is { New: not null } || change.Key("consul.binary") is not null;

    private static bool ChangesManager(AgentChange change) => change.Key("consul.unit") is not null || change.Key("consul.service_manager") is not null;

    private static (Agent Old, Agent New) Both(AgentChange change) =>
        change is { Old: { } old, New: { } next } ? (old, next) : throw new InvalidOperationException("only what stays restarts");

    private static string Unit(Agent agent) => Shell.Word(agent.Install.Unit);
}
