using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Core.Planning.Dangers.Acl;
using ConsulGen.Core.Planning.Dangers.Addresses;
using ConsulGen.Core.Planning.Dangers.Bootstrap;
using ConsulGen.Core.Planning.Dangers.Federation;
using ConsulGen.Core.Planning.Dangers.Gossip;
using ConsulGen.Core.Planning.Dangers.Install;
using ConsulGen.Core.Planning.Dangers.Joins;
using ConsulGen.Core.Planning.Dangers.Mesh;
using ConsulGen.Core.Planning.Dangers.Names;
using ConsulGen.Core.Planning.Dangers.Services;
using ConsulGen.Core.Planning.Dangers.Tls;
using ConsulGen.Core.Planning.Dangers.Versions;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Planning.Catalog;

/// <summary>Every danger of a change. A new one is a class and a page in <c>Dangers/</c>, and a line here.</summary>
public static class DangerCatalog
{
    /// <summary>In ordinal order of names.</summary>
    public static readonly ImmutableArray<DangerRule> Rules =
    [
        new AclEnforced(),
        new AclLoosened(),
        new AddressOfRemovedServer(),
        new AddressesSwapped(),
        new AutoEncryptWithdrawn(),
        new AutopilotSetOnLiveDatacenter(),
        new BootstrapEntriesChanged(),
        new BootstrapExpectChanged(),
        new BootstrapOnLiveDatacenter(),
        new CaChanged(),
        new CallerCertificatesSwitched(),
        new ClientPortChanged(),
        new ClientsRemoved(),
        new DataFolderMoved(),
        new DatacenterRenamed(),
        new DatacentersChanged(),
        new DefaultChanged(),
        new DnsDomainChanged(),
        new EditionChanged(),
        new FederationChanged(),
        new GossipEncryptionSwitched(),
        new GossipKeyChanged(),
        new GrpcTlsCrossing(),
        new HostMovedDatacenter(),
        new JoinsReachNoSurvivor(),
        new ManagementTokenChanged(),
        new MinQuorumOutdated(),
        new NodeIdChanged(),
        new NodeIdReused(),
        new NodeRenamed(),
        new PrimaryDatacenterChanged(),
        new RaftProtocolRaised(),
        new RaftStoreChanged(),
        new ReadReplicaChanged(),
        new ServerAddressChanged(),
        new ServerCountWithoutGain(),
        new ServerPortChanged(),
        new ServerRoleChanged(),
        new ServersLeaveWhenStopped(),
        new ServersReplaced(),
        new ServiceRemoved(),
        new ServiceRestartsAtOnce(),
        new TlsSwitched(),
        new TokenReplicationEnabled(),
        new TokensNotKept(),
        new TooManyServersReplaced(),
        new TooMuchInOneChange(),
        new UpgradeOrder(),
        new UpgradeSkipsStops(),
        new UpgradeToBadRelease(),
        new UpgradeUnprepared(),
        new VersionDowngraded(),
        new WanLinkChanged(),
    ];

    public static readonly ImmutableSortedDictionary<string, DangerRule> All =
        Rules.ToImmutableSortedDictionary(r => r.Name, r => r, StringComparer.Ordinal);

    /// <summary>The page of a danger, in Markdown; null for an unknown one.</summary>
    public static string? Page(string rule) => All.ContainsKey(rule) ? Resources.Text($"dangers/{rule}.md") : null;
}
