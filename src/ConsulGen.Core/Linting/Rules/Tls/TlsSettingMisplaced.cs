using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class TlsSettingMisplaced()
    : LintRule("tls-setting-misplaced", Severity.Error, "A TLS setting stands where Consul refuses it")
{
    /// <summary>Refused even when false (agent/config/builder.go, 1.12.0 to 1.17).</summary>
    private static readonly ImmutableArray<(string Stanza, string Key, string Right)> Refused =
    [
        ("defaults", "use_auto_cert", "tls.grpc"),
        ("defaults", "verify_server_hostname", "tls.internal_rpc"),
        ("grpc", "verify_outgoing", ""),
        ("grpc", "verify_server_hostname", "tls.internal_rpc"),
        ("https", "use_auto_cert", "tls.grpc"),
        ("https", "verify_server_hostname", "tls.internal_rpc"),
        ("internal_rpc", "use_auto_cert", "tls.grpc"),
    ];

    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents.Where(a => a.Version.Has(Feature.TlsStanza)))
            foreach (var (stanza, key, right) in Refused)
                if (agent.Config.Map("tls").Map(stanza).Find(key) is { } entry
                    && AgentKeys.Instance.Find($"tls.{stanza}.{key}")?.IsKnownTo(agent.Version) is true && !IsTaken(agent, stanza, key))
                    report(
                        entry.KeySpan.PlaceOr(agent),
                        $"tls.{stanza}.{key} is a key that Consul knows, but refuses in this place: the agent refuses to start",
                        right.Length == 0 ? "remove it: nothing goes out from this interface" : $"move it to {right}");
    }

    /// <summary>Allowed as a default since 1.17.0.</summary>
    private static bool IsTaken(Agent agent, string stanza, string key) =>
        (stanza, key) == ("defaults", "verify_server_hostname") && agent.Version.Has(Feature.ServerHostnameAsDefault);
}
