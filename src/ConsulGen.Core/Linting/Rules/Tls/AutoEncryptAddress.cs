using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class AutoEncryptAddress()
    : LintRule("auto-encrypt-address", Severity.Warning, "A client finds nobody to ask for its certificate")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.DistinctAgents.Where(a => !a.IsServer && a.Automatic.AsksForCertificate))
            if (agent.Version.Has(Feature.AutoEncryptSplitsAddresses)
                && agent.Config["retry_join"] is ListValue { Items.Length: > 0 } list && list.Items.All(IsSplitWrongly))
                report(
                    agent.PlaceOf(agent.Config.At("auto_encrypt", "tls")),
                    "auto_encrypt.tls is true, but retry_join has IPv6 addresses only: "
                        + "the client takes their colons for ports, asks nobody, and gets no certificate",
                    "write names or IPv4 addresses into retry_join, or give the clients certificates of their own");
    }

    /// <summary>In any form: a port and its brackets are taken off before the colons are counted. A name or a cloud's discovery passes.</summary>
    private static bool IsSplitWrongly(Value entry) => JoinEntry.Parse(entry) is { Host: var host } && Address.IsIPv6(host);
}
