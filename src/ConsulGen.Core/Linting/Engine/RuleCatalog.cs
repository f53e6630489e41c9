using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Linting.Rules.Acl;
using ConsulGen.Core.Linting.Rules.Addresses;
using ConsulGen.Core.Linting.Rules.Backup;
using ConsulGen.Core.Linting.Rules.Bootstrap;
using ConsulGen.Core.Linting.Rules.Federation;
using ConsulGen.Core.Linting.Rules.Firewall;
using ConsulGen.Core.Linting.Rules.Gossip;
using ConsulGen.Core.Linting.Rules.Install;
using ConsulGen.Core.Linting.Rules.Joins;
using ConsulGen.Core.Linting.Rules.Keys;
using ConsulGen.Core.Linting.Rules.LoadBalancing;
using ConsulGen.Core.Linting.Rules.Mesh;
using ConsulGen.Core.Linting.Rules.Monitoring;
using ConsulGen.Core.Linting.Rules.Names;
using ConsulGen.Core.Linting.Rules.Production;
using ConsulGen.Core.Linting.Rules.Services;
using ConsulGen.Core.Linting.Rules.Tls;
using ConsulGen.Core.Linting.Rules.Versions;
using ConsulGen.Core.Linting.Rules.Zones;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Linting.Engine;

/// <summary>Every rule. A new one is a class and a page in <c>Rules/</c>, and a line here.</summary>
public static class RuleCatalog
{
    /// <summary>The checks of the topology, in the order of their names.</summary>
    public static readonly ImmutableArray<LintRule> Rules =
    [
        new AclNotEnabled(),
        new AclOff(),
        new AclPolicyWord(),
        new AddressNotInTopology(),
        new AddressNotUsable(),
        new AddressOfAnotherHost(),
        new AddressTemplate(),
        new AdvertiseAddressGuessed(),
        new AgentJoinsItself(),
        new AgentKeyVersion(),
        new AgentWithoutAcl(),
        new AlertWithoutMetric(),
        new AltDomainClash(),
        new ApiUnencrypted(),
        new AutoConfigIncomplete(),
        new AutoEncryptAddress(),
        new AutoEncryptRole(),
        new AutoEncryptUnverified(),
        new BackendOnLoopback(),
        new BackupInDataFolder(),
        new BackupInterval(),
        new BackupWithoutServer(),
        new BackupWithoutToken(),
        new BinaryOfAgentUser(),
        new BootstrapExpectCount(),
        new BootstrapExpectDiffers(),
        new CaProviderWord(),
        new CertificateWithoutKey(),
        new CheckForUnknownService(),
        new CheckKeySpelling(),
        new CheckTimeRaised(),
        new CheckWithoutInterval(),
        new CidrForm(),
        new CipherSuiteUnusable(),
        new ClientAddressEmpty(),
        new ClientNewerThanServers(),
        new ConfigEntryBody(),
        new ConfigEntryForm(),
        new ConfigEntryKey(),
        new ConnectionLimitBehindProxy(),
        new ContradictedDatacenter(),
        new ContradictedFederation(),
        new ContradictedRole(),
        new DataInConfigFolder(),
        new DataInTemporaryFolder(),
        new DatacenterNotDns(),
        new DatacenterNotJoined(),
        new DefinitionForm(),
        new DeprecatedAgentKey(),
        new DnsTokenMissing(),
        new DomainNotDns(),
        new DuplicateCheckId(),
        new DuplicateNodeId(),
        new DuplicateNodeName(),
        new DuplicateServiceId(),
        new EmptyDatacenter(),
        new EnterpriseKeyRefused(),
        new EvenServerCount(),
        new FileInSystemFolder(),
        new FileLimitTooLow(),
        new FirewallAllowUnused(),
        new FirewallByName(),
        new FirewallWithoutPrometheus(),
        new FirewallWithoutServers(),
        new FolderOfSystem(),
        new GossipBehindProxy(),
        new GossipKeyDiffers(),
        new GossipKeyForm(),
        new GossipUnencrypted(),
        new GrpcClientCertificate(),
        new GrpcTlsPortMissing(),
        new HttpsWithoutCertificate(),
        new ImplicitPrimaryDatacenter(),
        new IpSanForm(),
        new KeyExchangeGroup(),
        new KeyNotForRole(),
        new KeyWithoutEffect(),
        new KnownBadRelease(),
        new LeaveOnTerminateServer(),
        new ListenerWithoutBackend(),
        new LocalityWithoutRegion(),
        new LogLevelWord(),
        new LoopbackAddress(),
        new ManagementTokenForm(),
        new MeshGatewayFederation(),
        new MeshNotEnabled(),
        new MetadataLimit(),
        new NewerConsulVersion(),
        new NoServers(),
        new NoZoneSpread(),
        new NodeIdForm(),
        new NodeNameNotDns(),
        new NotifyWithoutJoin(),
        new OldRaftProtocol(),
        new OverrideForm(),
        new PathCollision(),
        new PlaceholderInKey(),
        new PlaintextSecret(),
        new PolicyOfClientDiffers(),
        new PortCollision(),
        new PortOutOfRange(),
        new PortRangeReversed(),
        new PrefixFilterForm(),
        new PrimaryDatacenterForm(),
        new PrimaryGatewaysMissing(),
        new PrivilegedPort(),
        new ProxyDefinition(),
        new ProxyWithoutGrpc(),
        new RecursorForm(),
        new RecursorIsItself(),
        new RemoteScriptChecks(),
        new RetryJoinPort(),
        new RetryJoinReachesNobody(),
        new RootFileOfAgentUser(),
        new RpcUnencrypted(),
        new ScrapeTagWithoutService(),
        new ScrapeUnreachableAgent(),
        new ScrapeWithoutTelemetry(),
        new ScrapeWithoutToken(),
        new ScriptCheckNotEnabled(),
        new ScriptWantsRoot(),
        new SecondaryNewerThanPrimary(),
        new ServerOffTheWan(),
        new ServerSettingsDiffer(),
        new ServerWithoutZone(),
        new ServiceNameNotDns(),
        new ServicePortOutOfRange(),
        new ServiceTokenMissing(),
        new SettingOutOfRange(),
        new ShortProxyTimeout(),
        new SingleJoinAddress(),
        new SingleServer(),
        new SocketModeForm(),
        new StartJoinOnce(),
        new TlsMaterialMissing(),
        new TlsSettingMisplaced(),
        new TlsSettingsConflict(),
        new TlsVersionWord(),
        new TokenNotForRole(),
        new TooManyServers(),
        new UiSettingForm(),
        new UnknownAgentKey(),
        new UnknownPrimaryDatacenter(),
        new UnknownServiceKind(),
        new UnpinnedVersion(),
        new UnusedSecret(),
        new VersionsTooFarApart(),
        new WanTimeoutCrash(),
        new WatchForm(),
        new XdsBalancingBehindProxy(),
        new ZoneHoldsQuorum(),
    ];

    /// <summary>What reading and resolving an inventory reports. Nothing can be built over one of these, if it is an error.</summary>
    public static readonly ImmutableArray<RuleDescriptor> OfReading =
    [
        Reading("address-form", "An address is neither an IP address nor a DNS name"),
        Reading("duplicate-key", "A key is defined twice"),
        Reading("forbidden-character", "A control character or another that breaks configuration files"),
        Reading(Limits.Rule, "An inventory, or what would come of it, is larger than any is"),
        Reading("missing-key", "A required key is missing"),
        Reading("name-form", "A name cannot stand in a path, a unit or a configuration file"),
        Reading("nesting-too-deep", "More levels are nested than an inventory has"),
        Reading("path-form", "A path is not absolute or has unusual characters"),
        Reading("port-set-and-offset", "A host has both a port set and a port offset"),
        Reading("range-mismatch", "A range in a value is not as long as its host's"),
        Reading("range-too-large", "A range stands for more hosts than can be meant"),
        Reading("secret-source", "A secret has no source, or several"),
        Reading("trait-circle", "Traits take each other"),
        Reading("undefined-placeholder", "A placeholder stands for nothing"),
        Reading("undefined-port-set", "A port set is not defined"),
        Reading("undefined-secret", "A secret is not defined"),
        Reading("undefined-trait", "A trait is not defined"),
        Reading("unknown-key", "The inventory's format has no such key"),
        Reading("unknown-rule", "The lint settings name a rule that does not exist or cannot be set"),
        Reading("unsupported-version", "The target version is no release that is known"),
        new("unused-trait", Severity.Warning, "A trait is taken by nobody"),
        Reading("value-not-allowed", "A value is none of those that are allowed"),
        Reading("wrong-type", "A value has another type than expected"),
        Reading("yaml-feature", "An anchor, alias, tag or merge key"),
        Reading("yaml-syntax", "The text is not a YAML mapping"),
    ];

    /// <summary>What is reported about the control of the rules themselves.</summary>
    public static readonly ImmutableArray<RuleDescriptor> Control =
    [
        Reading("suppression-without-reason", "A comment ignores a rule without saying why"),
        new("unused-suppression", Severity.Warning, "Something is ignored that is not reported"),
    ];

    /// <summary>All rules in ordinal order of names.</summary>
    public static readonly IReadOnlyDictionary<string, RuleDescriptor> All =
        new SortedDictionary<string, RuleDescriptor>(
            OfReading.Concat(Control).Concat(Rules.Select(r => r.Descriptor)).ToDictionary(r => r.Name),
            StringComparer.Ordinal);

    /// <summary>The page of a rule, in Markdown; null for an unknown rule.</summary>
    public static string? Page(string rule) => All.ContainsKey(rule) ? Resources.Text($"rules/{rule}.md") : null;

    private static RuleDescriptor Reading(string name, string title) => new(name, Severity.Error, title, IsConfigurable: false);
}
