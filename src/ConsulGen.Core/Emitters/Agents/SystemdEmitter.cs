using ConsulGen.Core.Consul;
using ConsulGen.Core.Formats;
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

    public IEnumerable<HostFile> Emit(Agent agent)
    {
        if (agent.Install.Supervisor) yield break;
        var unit = new UnitFile();
        DescribeUnit(unit, agent);
        DescribeService(unit.Section("Service"), agent);
        Harden(unit.Section("Service"), agent);
        unit.Section("Install").Set("WantedBy", "multi-user.target");
        unit.Override(agent.Systemd);
        yield return new HostFile($"{agent.Install.UnitDir}/{agent.Install.Unit}.service", unit.Write(AgentConfigEmitter.Comment), "0644", "root", "root");
    }

    private static void DescribeUnit(UnitFile unit, Agent agent) => unit.Section("Unit")
        .Set("Description", Systemd.Line($"Consul {agent.Role} {agent.Name} of {agent.Datacenter}"))
        .Set("Documentation", "https://developer.hashicorp.com/consul/docs")
        // Not Requires: a network that goes down would take Consul with it.
        .Set("Wants", "network-online.target")
        .Set("After", "network-online.target")
        // Assert fails the start; a false Condition would be a silent success.
        .Set("AssertFileNotEmpty", Systemd.WholePath(AgentConfigEmitter.PathOf(agent)))
        // Without this, five quick failures stop the unit for good.
        .Set("StartLimitIntervalSec", "0");

    private static void DescribeService(UnitSection service, Agent agent)
    {
        var install = agent.Install;
        service
            .Set("Type", Type(agent))
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
            .Set("LimitNOFILE", "65536");
    }

    /// <summary>
    /// The agent tells systemd that it is ready only after it has joined somebody (1.1.0 to 1.21). A server that lists itself in
    /// retry_join joins at once; anything else could wait until systemd kills it, so there only the start of the process counts.
    /// </summary>
    private static string Type(Agent agent) =>
        agent.IsServer && agent.Config["retry_join"] is ListValue join && join.Items.Any(entry => IsItself(agent, entry)) ? "notify" : "exec";

    private static bool IsItself(Agent agent, Value entry)
    {
        if (entry is not ScalarValue { Text: var text } || agent.Address.Length == 0) return false;
        return text == Address.WithPort(agent.Address, agent.Ports["serf_lan"]) || text == agent.Address;
    }

    /// <summary>
    /// A folder that is not there fails the start before the agent could make it. Below /run systemd makes it, below /tmp, which is
    /// empty after a reboot, the agent does; all others are there since the installation.
    /// </summary>
    private static void AllowWriting(UnitSection service, ImmutableSortedSet<string> folders)
    {
        var runtime = folders.Where(f => f.StartsWith("/run/", StringComparison.Ordinal)).ToList();
        var writable = folders.Except(runtime).Select(f => Temporary.FirstOrDefault(t => AgentPaths.IsBelow(f, t)) ?? f).Distinct().ToList();
        if (writable.Count > 0) service.Set("ReadWritePaths", string.Join(' ', writable.Select(Systemd.PathWord)));
        if (runtime.Count > 0) service.Set("RuntimeDirectory", string.Join(' ', runtime.Select(f => Systemd.PathWord(f["/run/".Length..])))).Set("RuntimeDirectoryMode", "0750");
    }

    /// <summary>
    /// Consul and its script checks run under all of this. AF_NETLINK is needed to start. Folders below /tmp and the homes stay
    /// visible where the agent's own paths are there.
    /// </summary>
    private static void Harden(UnitSection service, Agent agent)
    {
        var paths = AgentPaths.All(agent).ToList();
        var privileged = PortName.All.Any(p => agent.Ports[p.Name] is > 0 and < 1024);
        service.Set("NoNewPrivileges", "yes").Set("ProtectSystem", "strict");
        AllowWriting(service, AgentPaths.Written(agent));
        if (!paths.Exists(p => AgentPaths.IsBelow(p, "/home") || AgentPaths.IsBelow(p, "/root") || AgentPaths.IsBelow(p, "/run/user"))) service.Set("ProtectHome", "yes");
        if (!paths.Exists(p => Temporary.Any(t => AgentPaths.IsBelow(p, t)))) service.Set("PrivateTmp", "yes");
        service
            .Set("PrivateDevices", "yes")
            .Set("ProtectKernelTunables", "yes")
            .Set("ProtectKernelModules", "yes")
            .Set("ProtectKernelLogs", "yes")
            .Set("ProtectControlGroups", "yes")
            .Set("ProtectClock", "yes")
            .Set("ProtectHostname", "yes")
            .Set("ProtectProc", "invisible")
            .Set("RestrictSUIDSGID", "yes")
            .Set("RestrictRealtime", "yes")
            .Set("RestrictNamespaces", "yes")
            .Set("LockPersonality", "yes")
            .Set("MemoryDenyWriteExecute", "yes")
            .Set("RemoveIPC", "yes")
            .Set("UMask", "0077")
            .Set("CapabilityBoundingSet", privileged ? "CAP_NET_BIND_SERVICE" : "");
        if (privileged) service.Set("AmbientCapabilities", "CAP_NET_BIND_SERVICE");
        service
            .Set("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX AF_NETLINK")
            .Set("SystemCallArchitectures", "native")
            .Set("SystemCallFilter", "@system-service")
            .Set("SystemCallErrorNumber", "EPERM");
    }
}
