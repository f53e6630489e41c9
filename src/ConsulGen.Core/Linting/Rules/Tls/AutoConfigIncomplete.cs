using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class AutoConfigIncomplete()
    : LintRule("auto-config-incomplete", Severity.Error, "Automatic configuration lacks something that it needs")
{
    private static readonly ImmutableArray<string> KeySources = ["jwks_url", "jwt_validation_pub_keys", "oidc_discovery_url"];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents.Where(a => a.Version.Has(Feature.AutoConfig)))
        {
            var auto = agent.Config.Map("auto_config");
            if (auto.Flag("enabled") is true && OfClient(agent, auto) is var (lacks, help))
                report(agent.PlaceOf(auto["enabled"]), $"auto_config.enabled is true, but {lacks}: the agent refuses to start", help);
            if (auto.Map("authorization").Flag("enabled") is true && OfServer(agent, auto.Map("authorization")) is var (needs, remedy))
                report(
                    agent.PlaceOf(auto.Map("authorization")["enabled"]),
                    $"auto_config.authorization.enabled is true, but {needs}: the agent refuses to start",
                    remedy);
        }
    }

    /// <summary>In the order in which Consul asks; whether the host has CONSUL_INTRO_TOKEN in place of intro_token is not known here.</summary>
    private static (string Lacks, string Help)? OfClient(Agent agent, MapValue auto) =>
        agent.IsServer ? ("the agent is a server", "set it below clients only")
        : agent.Tls.VerifyOutgoing(TlsSettings.Rpc) is null
            ? (
                "calls to servers are not checked",
                $"set {(agent.Version.Has(Feature.TlsStanza) ? "tls.defaults.verify_outgoing" : "verify_outgoing")}: true, and a CA")
        : !DefinitionKeys.Has(auto, "server_addresses") ? ("auto_config.server_addresses has nobody to ask", "name the servers there")
        : null;

    private static (string Lacks, string Help)? OfServer(Agent agent, MapValue authorization)
    {
        if (!agent.IsServer) return ("the agent is a client", "set it below servers only");
        if (agent.Acl is { IsOn: true, IsInPrimary: false, ReplicatesTokens: false })
            return ("tokens are not replicated from the primary datacenter", "set acl.enable_token_replication: true");
        if (agent.Tls.Find(TlsSettings.Rpc, "cert_file") is not { IsSet: true })
            return ("the server has no certificate", "set cert_file and key_file");
        var sources = KeySources.Count(k => DefinitionKeys.Has(authorization.Map("static"), k));
        return sources == 1
            ? null
            : ($"{(sources == 0 ? "none" : "more than one")} of {string.Join(", ", KeySources)} is set under static", "set exactly one of them");
    }
}
