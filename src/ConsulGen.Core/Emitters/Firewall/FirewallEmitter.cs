using ConsulGen.Core.Bundles;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Firewall;

/// <summary>
/// The firewall of a host. It is about the ports that Consul opens there and no other, so that it locks nobody out and goes together with
/// what the host has, and with that of another agent on the same machine.
/// </summary>
internal sealed class FirewallEmitter : IHostEmitter
{
    public IEnumerable<HostFile> Emit(Host host, Topology topology)
    {
        if (host.Firewall is not { } firewall) return [];
        var rules = PortRules.Of(Conversations.Of(topology).OpeningsOf(host));
        var subject = new Subject(host, host is Agent agent ? agent.Install.Unit : "consul-lb");
        return firewall.Tool switch
        {
            FirewallTool.Nftables => NftablesFiles.Of(subject, rules),
            FirewallTool.Firewalld => FirewalldFile.Of(subject, rules),
            _ => UfwScript.Of(subject, rules),
        };
    }

    internal static HostFile File(string path, Content content, string mode = "0644") => new(path, content, mode, "root", "root");
}

/// <summary>Whose firewall it is.</summary>
/// <param name="Unit">By which files of several agents on one machine differ.</param>
internal sealed record Subject(Host Host, string Unit)
{
    /// <summary>A name that begins with a letter, as tables of nftables and policies of firewalld have to.</summary>
    public string Name => Unit.StartsWith("consul", StringComparison.Ordinal) ? Unit : "consul-" + Unit;

    public string Title => $"Who may reach the ports of Consul on {Host.Name} of {Host.Datacenter}.";

    /// <summary>The folder of units, for hosts with systemd.</summary>
    public string? UnitDir => Host switch
    {
        Agent { Install.Supervisor: true } => null,
        Agent agent => agent.Install.UnitDir,
        _ => "/etc/systemd/system",
    };
}
