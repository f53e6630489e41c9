using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class ScriptWantsRoot()
    : LintRule("script-wants-root", Severity.Warning, "A check runs a command that the unit does not let work")
{
    private const string NewPrivileges = "NoNewPrivileges";
    private const string Processes = "ProtectProc";
    private const string Capabilities = "CapabilityBoundingSet";

    /// <summary>
    /// What changes the user or has capabilities of its own gets neither; what looks for processes sees those of the agent's user only.
    /// </summary>
    private static readonly Dictionary<string, (string Directive, string Why)> Commands = new(StringComparer.Ordinal)
    {
        ["sudo"] = (NewPrivileges, "nothing that the agent starts becomes another user"),
        ["su"] = (NewPrivileges, "nothing that the agent starts becomes another user"),
        ["doas"] = (NewPrivileges, "nothing that the agent starts becomes another user"),
        ["ping"] = (Capabilities, "the capability of ping is out of its reach"),
        ["ping6"] = (Capabilities, "the capability of ping is out of its reach"),
        ["pgrep"] = (Processes, "it sees the processes of the agent's user only"),
        ["pidof"] = (Processes, "it sees the processes of the agent's user only"),
        ["ps"] = (Processes, "it sees the processes of the agent's user only"),
    };

    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
            if (defined.Agent is { Install: { Supervisor: false, User: not "root" } } agent)
                foreach (var check in defined.Checks)
                    if (check["args"] is { } args && Forbidden(agent, check) is var (command, directive, why))
                        report(
                            agent.PlaceOf(args),
                            $"the check runs {command}, but the unit has {directive}: {why}, and the check is critical for ever",
                            $"check it another way, over TCP or HTTP, or loosen the unit: systemd.Service.{directive}, and know what that allows");
    }

    private static (string Command, string Directive, string Why)? Forbidden(Agent agent, MapValue check)
    {
        foreach (var word in AgentCommands.Of(check))
        {
            var name = word[(word.LastIndexOf('/') + 1)..];
            // Who sets the directive knows of it.
            if (Commands.TryGetValue(name, out var found) && agent.Systemd.Map("Service").Find(found.Directive) is null)
                return (name, found.Directive, found.Why);
        }

        return null;
    }
}
