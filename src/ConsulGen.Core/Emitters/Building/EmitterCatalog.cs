using ConsulGen.Core.Emitters.Acl;
using ConsulGen.Core.Emitters.Agents;
using ConsulGen.Core.Emitters.Backup;
using ConsulGen.Core.Emitters.Capture;
using ConsulGen.Core.Emitters.Firewall;
using ConsulGen.Core.Emitters.Install;
using ConsulGen.Core.Emitters.Nginx;
using ConsulGen.Core.Emitters.Prometheus;
using ConsulGen.Core.Emitters.Recovery;
using ConsulGen.Core.Emitters.Runbook;
using ConsulGen.Core.Emitters.Tls;

namespace ConsulGen.Core.Emitters.Building;

/// <summary>Every emitter. A new one is a class in a folder of its own, and a line here.</summary>
public static class EmitterCatalog
{
    public static readonly ImmutableArray<IAgentEmitter> Agents =
    [
        new AgentConfigEmitter(),
        new ServiceEmitter(),
        new SystemdEmitter(),
        new SupervisorEmitter(),
        new BackupEmitter(),
    ];

    internal static readonly ImmutableArray<IHostEmitter> Hosts = [new FirewallEmitter()];

    public static readonly ImmutableArray<ILoadBalancerEmitter> LoadBalancers = [new NginxEmitter()];

    public static readonly ImmutableArray<ITopologyEmitter> Topology =
    [
        new PrometheusEmitter(),
        new AlertRulesEmitter(),
        new InstallEmitter(),
        new RunbookEmitter(),
        new RecoveryEmitter(),
        new CaEmitter(),
        new CaptureEmitter(),
        new AclEmitter(),
    ];
}
