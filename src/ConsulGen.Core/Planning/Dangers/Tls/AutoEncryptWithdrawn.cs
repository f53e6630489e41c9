using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Dangers.Tls;

/// <summary>
/// A certificate of auto_encrypt is of the mesh's CA, which servers trust for calls of agents only while they give some
/// (agent/consul/server.go, from 1.5.2): "remote error: tls: bad certificate".
/// </summary>
internal sealed class AutoEncryptWithdrawn()
    : DangerRule("auto-encrypt-withdrawn", DangerSeverity.Block, "Servers take certificates of auto_encrypt no more, which clients still have")
{
    public override void Check(TopologyChange change, Report report)
    {
        foreach (var datacenter in change.Datacenters)
        {
            var servers = datacenter.Agents
                .Where(a => a is { Old: { IsServer: true } old, New: { IsServer: true } next }
                    && old.Automatic.GivesCertificates && !next.Automatic.TrustsMesh && next.Tls.VerifyIncoming(TlsSettings.Rpc) is not null)
                .ToList();
            var clients = datacenter.Agents.Where(a => a.Old is { IsServer: false } old && old.Automatic.AsksForCertificate).ToList();
            if (servers is not [var first, ..] || clients.Count == 0) continue;
            report(
                DangerSeverity.Block,
                first.PlaceOf("auto_encrypt.allow_tls", "auto_encrypt"),
                $"{AgentCount.Of(servers, "servers")} of datacenter \"{datacenter.Name}\" no longer take the certificates of auto_encrypt, which "
                    + $"{AgentCount.Of(clients, "clients")} have until they restart with their own: they are cut off (\"bad certificate\")",
                "give the clients certificates of their own first, in a deployment in which auto_encrypt.allow_tls stays true on the servers; "
                    + "remove it in the next one",
                clients.Select(a => a.Name));
        }
    }
}
