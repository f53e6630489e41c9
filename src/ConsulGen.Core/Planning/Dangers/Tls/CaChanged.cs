using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Planning.Dangers.Tls;

/// <summary>github.com/hashicorp/consul issue 4818. Only the names of the files are known, so a file that moves looks the same.</summary>
internal sealed class CaChanged()
    : DangerRule("ca-changed", DangerSeverity.Block, "The agents get the CA for calls between them from another file")
{
    private static readonly ImmutableArray<string> Keys = [
        "ca_file",
        "ca_path",
        "tls.internal_rpc.ca_file",
        "tls.internal_rpc.ca_path",
        "tls.defaults.ca_file",
        "tls.defaults.ca_path",
    ];

    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var changed = datacenter.Agents
                .Where(a => a is { Old: { } old, New: { } next } && Ca(old) is { } before && Ca(next) is { } after && before != after)
                .ToList();
            if (changed is not [{ Old: { } was, New: { } becomes } first, ..]) continue;
            var atOnce = changed
                .Where(a => a is { Old: { } old, New: { } next } && Verifies(old) && Verifies(next) && Certificate(old) != Certificate(next))
                .ToList();
            var what = $"the CA of {AgentCount.Of(changed, "agents")} of datacenter \"{datacenter.Name}\" goes from {Ca(was)} to {Ca(becomes)}";
            if (atOnce.Count > 0)
                report(
                    DangerSeverity.Block,
                    first.PlaceOf([.. Keys]),
                    $"{what}, and {AgentCount.Of(atOnce, "of them")} {(atOnce.Count == 1 ? "gets" : "get")} another certificate in the same change: "
                        + "unless the files hold the same, agents that have them and agents that have not refuse each other",
                    "make three changes of it: a file with the old and the new CA for all, then the certificates, then the new CA alone",
                    atOnce.Select(a => a.Name));
            else
                report(
                    DangerSeverity.Procedure,
                    first.PlaceOf([.. Keys]),
                    $"{what}: whoever has it refuses certificates of a CA that is no longer in there",
                    "as long as one certificate of the old CA is in use, the file has to hold both; restart or reload every agent before the next change",
                    changed.Select(a => a.Name));
        }
    }

    private static string? Ca(Agent agent) => Text(agent, "ca_file") ?? Text(agent, "ca_path");

    private static string? Certificate(Agent agent) => Text(agent, "cert_file");

    private static string? Text(Agent agent, string key) =>
        agent.Tls.Find(TlsSettings.Rpc, key) is { IsSet: true, Value: ScalarValue { Text: var text } } ? text : null;

    private static bool Verifies(Agent agent)
    {
        var settings = agent.Tls;
        return settings.VerifyOutgoing(TlsSettings.Rpc) is not null || settings.VerifyIncoming(TlsSettings.Rpc) is not null;
    }
}
