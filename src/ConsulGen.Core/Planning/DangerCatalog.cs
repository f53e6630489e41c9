using ConsulGen.Core.Planning.Dangers;

namespace ConsulGen.Core.Planning;

/// <summary>Every danger of a change. A new one is a class and a page in <c>Dangers/</c>, and a line here.</summary>
public static class DangerCatalog
{
    /// <summary>In ordinal order of names.</summary>
    public static readonly ImmutableArray<DangerRule> Rules =
    [
        new AclEnforced(),
        new AddressOfRemovedServer(),
        new AutopilotSetOnLiveDatacenter(),
        new BootstrapEntriesChanged(),
        new BootstrapExpectChanged(),
        new BootstrapOnLiveDatacenter(),
        new CaChanged(),
        new ClientPortChanged(),
        new ClientsRemoved(),
        new DataFolderMoved(),
        new DatacenterRenamed(),
        new DatacentersChanged(),
        new DnsDomainChanged(),
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
