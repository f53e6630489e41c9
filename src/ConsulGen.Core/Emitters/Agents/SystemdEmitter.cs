using System.Runtime.CompilerServices;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Agents;

/// <summary>
/// The systemd unit of an agent. What is said here was tried with systemd 252 and Consul 1.1.0 to 1.10.11; the user's own
/// directives come last and win.
/// </summary>
internal sealed class SystemdEmitter : IAgentEmitter
{
    private static readonly ImmutableArray<string> Temporary = ["/tmp", "/var/tmp"];

    /// <summary>Stands for the description until it is known; no inventory may hold it.</summary>
    private const string Mark = "\ue123";

    /// <summary>
    /// Hosts of a group have one unit but for its description, so the last one of each installation is kept: a quarter of the time of a
    /// large build.
    /// </summary>
    private static readonly ConditionalWeakTable<ConsulInstall, Rendered> Units = [];

    /// <summary>All that a unit depends on, but for its description.</summary>
    /// <param name="Written">Folders that the agent writes to.</param>
    /// <param name="Read">Files of others that it reads or runs.</param>
    /// <param name="IsPrivileged">One of its ports is below 1024.</param>
    private sealed record Facts(
        ConsulInstall Install, string ConfigPath, string Type, string Written, string Read, bool IsPrivileged, string FileLimit, MapValue Overrides);

    /// <param name="Pieces">The unit around its description, once, or not at all where the user sets another.</param>
    private sealed record Rendered(Facts Facts, string[] Pieces);

    public IEnumerable<HostFile> Emit(Agent agent)
    {
        if (agent.Install.Supervisor) yield break;
        var install = agent.Install;
        var facts = new Facts(
            install,
            AgentConfigFile.PathOf(agent),
            Type,
            string.Join('\n', AgentPaths.Written(agent)),
            string.Join('\n', AgentFiles.Read(agent)),
            IsPrivileged(agent),
            FileLimit.Derived(agent),
            agent.Systemd);
        if (!Units.TryGetValue(install, out var unit) || unit.Facts != facts) Units.AddOrUpdate(install, unit = new Rendered(facts, Render(facts).Split(Mark)));
        var description = Systemd.Line($"Consul {agent.Role} {agent.Name} of {agent.Datacenter}");
        var text = new TextBuilder().Append(unit.Pieces[0]);
        foreach (var piece in unit.Pieces.AsSpan(1)) text.Append(description).Append(piece);
        yield return new HostFile($"{install.UnitDir}/{install.Unit}.service", new Content(text), "0644", "root", "root");
    }

    private static string Render(Facts facts)
    {
        var unit = new UnitFile();
        DescribeUnit(unit, facts);
        DescribeService(unit.Section("Service"), facts);
        Harden(unit.Section("Service"), facts);
        unit.Section("Install").Set("WantedBy", "multi-user.target");
        unit.Override(facts.Overrides);
        return unit.Write(GeneratedComment.Text);
    }

    private static void DescribeUnit(UnitFile unit, Facts facts) => unit.Section("Unit")
        .Set("Description", Mark)
        .Set("Documentation", "https://developer.hashicorp.com/consul/docs")
        // Not Requires: a network that goes down would take Consul with it.
        .Set("Wants", "network-online.target")
        .Set("After", "network-online.target")
        // Assert fails the start; a false Condition would be a silent success.
        .Set("AssertFileNotEmpty", Systemd.WholePath(facts.ConfigPath))
        // Without this, five quick failures stop the unit for good.
        .Set("StartLimitIntervalSec", "0");

    private static void DescribeService(UnitSection service, Facts facts)
    {
        var install = facts.Install;
        service
            .Set("Type", facts.Type)
            .Set("User", install.User)
            .Set("Group", install.Group)
            .Set("ExecStart", $"{Systemd.Executable(install.Binary)} agent {Systemd.Argument("-config-dir=" + install.ConfigDir)}")
            .Set("ExecReload", "/bin/kill -HUP $MAINPID")
            // The agent gets the signal first, its script checks are killed after it.
            .Set("KillMode", "mixed")
            // A client leaves on SIGTERM; a server stays in the Raft configuration and ends with code 1.
            .Set("KillSignal", "SIGTERM")
            // Above the 15 s that a graceful leave may take, and its drain time.
            .Set("TimeoutStopSec", "30s")
            .Set("Restart", "on-failure")
            .Set("RestartSec", "5s")
            .Set("LimitNOFILE", facts.FileLimit);
    }

    /// <summary>
    /// That the process has started. The agent tells systemd that it is ready only after it has joined somebody (1.1.0 to 1.21): the first
    /// server of a cluster would wait until systemd kills it, and so would a rollout that waits for it.
    /// </summary>
    private const string Type = "exec";

    private static bool IsPrivileged(Agent agent)
    {
        foreach (var name in PortName.All)
            if (agent.Ports[name.Name] is > 0 and < 1024) return true;
        return false;
    }

    /// <summary>
    /// A folder that is not there fails the start before the agent could make it. Below /run systemd makes it, below /tmp, which is
    /// empty after a reboot, the agent does; all others are there since the installation.
    /// </summary>
    private static void AllowWriting(UnitSection service, string[] folders)
    {
        var runtime = folders.Where(f => f.StartsWith("/run/", StringComparison.Ordinal)).ToList();
        var writable = folders.Except(runtime).Select(f => Temporary.FirstOrDefault(t => FolderPlace.IsBelow(f, t)) ?? f).Distinct().ToList();
        if (writable.Count > 0) service.Set("ReadWritePaths", string.Join(' ', writable.Select(Systemd.PathWord)));
        if (runtime.Count > 0)
            service.Set("RuntimeDirectory", string.Join(' ', runtime.Select(f => Systemd.PathWord(f["/run/".Length..])))).Set("RuntimeDirectoryMode", "0750");
    }

    /// <summary>
    /// Consul and its script checks run under all of this. AF_NETLINK is needed to start. Folders below /tmp and the homes stay
    /// visible where the agent's own paths are there.
    /// </summary>
    private static void Harden(UnitSection service, Facts facts)
    {
        string[] written = facts.Written.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] paths = [facts.Install.Binary, facts.Install.ConfigDir, .. written, .. facts.Read.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        service.Set("NoNewPrivileges", "yes").Set("ProtectSystem", "strict");
        AllowWriting(service, written);
        if (!Array.Exists(paths, p => FolderPlace.IsBelow(p, "/home") || FolderPlace.IsBelow(p, "/root") || FolderPlace.IsBelow(p, "/run/user")))
            service.Set("ProtectHome", "yes");
        if (!Array.Exists(paths, p => Temporary.Any(t => FolderPlace.IsBelow(p, t)))) service.Set("PrivateTmp", "yes");
        service
            .WithoutKernel()
            .Set("ProtectProc", "invisible")
            .WithoutPrivileges()
            .Set("MemoryDenyWriteExecute", "yes")
            .Set("RemoveIPC", "yes")
            .Set("UMask", "0077")
            .Set("CapabilityBoundingSet", facts.IsPrivileged ? "CAP_NET_BIND_SERVICE" : "");
        if (facts.IsPrivileged) service.Set("AmbientCapabilities", "CAP_NET_BIND_SERVICE");
        service
            .Set("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX AF_NETLINK")
            .Set("SystemCallArchitectures", "native")
            .Set("SystemCallFilter", "@system-service")
            .Set("SystemCallErrorNumber", "EPERM");
    }
}
