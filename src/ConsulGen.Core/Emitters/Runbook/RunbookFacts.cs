using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Runbook;

/// <summary>What the runbook says of a topology: cells of its tables, steps, commands. Everything that a user wrote is a code span.</summary>
internal sealed class RunbookFacts(Topology topology)
{
    /// <summary>A longer table of clients is no help to a reader.</summary>
    private const int MostClients = 50;

    /// <summary>The secrets that hosts are asked for; one that the inventory writes out is in the bundle.</summary>
    public ImmutableArray<SecretDefinition> NeededSecrets { get; } =
    [
        .. topology.Agents
            .SelectMany(a => SecretValue.NamesIn(SecretSplit.Of(a).Secrets))
            .ToImmutableSortedSet(StringComparer.Ordinal)
            .Select(name => topology.Secrets[name])
            .Where(s => s.Source != SecretSource.Literal),
    ];

    /// <summary>The program and its version on every host.</summary>
    public string Binaries() =>
        string.Join(
            ", ",
            topology.Agents
                .Select(a => (a.Install.Binary, a.Version))
                .Distinct()
                .Select(b => $"{Markdown.Code(b.Binary)} ({b.Version})")
                .Order(StringComparer.Ordinal));

    public IEnumerable<string[]> Secrets() =>
        NeededSecrets.Select(s =>
            (string[])[
                Markdown.TableCell(s.Name),
                (s.Source == SecretSource.File ? "the host's file " : "the environment variable ") + Markdown.TableCell(s.Text),
            ]);

    /// <summary>How the datacenters relate where the inventory says it, and there are several.</summary>
    public static string? Relation(Topology topology) => topology.Datacenters.Count(d => !d.Servers.IsEmpty) < 2 ? null : topology.Federation switch
    {
        { Kind: Federation.None } => "Each datacenter is a cluster of its own: none joins another one over the WAN.",
        { Kind: Federation.MeshGateways } => "Servers reach other datacenters through mesh gateways only; secondaries join by those of the primary.",
        _ => null,
    };

    public static IEnumerable<string[]> Members(Datacenter datacenter) =>
        datacenter.Servers.Concat(datacenter.Clients.Take(MostClients)).Select(Member).Concat(datacenter.LoadBalancers.Select(Member));

    public static int HiddenClients(Datacenter datacenter) => Math.Max(0, datacenter.Clients.Length - MostClients);

    /// <summary>Of a datacenter that has servers.</summary>
    public static string[] Survival(Datacenter datacenter)
    {
        var (servers, quorum) = (datacenter.Servers.Length, Voters.QuorumOf(datacenter));
        var count = quorum.Voters == servers ? Number(servers) : $"{Number(servers)}, of which {Number(quorum.Voters)} vote";
        return [Markdown.Code(datacenter.Name), count, Number(quorum.Needed), Number(quorum.Tolerance), Zones(Voters.Of(datacenter))];
    }

    public static bool HasHosts(Datacenter datacenter) => datacenter.Agents.Length + datacenter.LoadBalancers.Length > 0;

    /// <summary>What has to be there; then servers first, the primary datacenter's before the others'; then the clients; then what stands in front.</summary>
    public IEnumerable<string> Steps()
    {
        if (!topology.Hosts.Any()) yield break;
        if (!topology.Agents.IsEmpty) yield return $"Put the Consul binary in place on every host: {Binaries()}.";
        if (topology.Agents.Any(HostTable.HasCertificates))
            yield return "Make the CA and the certificates on a machine that keeps them, with `tls/ca.sh --out DIR`, outside of the bundle. "
                + "`tls/ca.sh --out DIR --pack DATACENTER/NODE` gives what belongs on a host, for `tar -xp -C /` there as root, once the group "
                + "is there that is to read it: `groupadd --system --force GROUP`.";
        yield return Copying(topology);
        var variables = NeededSecrets.Where(s => s.Source == SecretSource.Environment).Select(s => s.Text).Distinct().Order(StringComparer.Ordinal).ToList();
        // sudo hands on no variable that it is not told to.
        var install = variables.Count == 0 ? "sudo ./install.sh" : $"sudo --preserve-env={string.Join(',', variables)} ./install.sh";
        foreach (var datacenter in PrimaryFirst(topology).Where(d => !d.Servers.IsEmpty))
            yield return $"Run `{install}` on the servers of {Markdown.Code(datacenter.Name)}: {Names(datacenter.Servers)}. {Election(datacenter)}";
        var run = topology.Datacenters.Any(d => !d.Servers.IsEmpty) ? "Run it" : $"Run `{install}`";
        foreach (var datacenter in topology.Datacenters.Where(d => !d.Clients.IsEmpty))
            yield return $"{run} on the clients of {Markdown.Code(datacenter.Name)}, in any order: {Names(datacenter.Clients)}.";
        if (AclDomain.In(topology) is { IsEmpty: false } domains) yield return Tokens(domains);
        if (topology.LoadBalancers.Any())
            yield return (topology.Agents.IsEmpty ? $"Run `{install}`" : "Run it")
                + $" on the load balancers: {string.Join(", ", topology.LoadBalancers.Select(b => Markdown.Code(b.Name)))}.";
    }

    /// <summary>In the order in which their servers are started for the first time.</summary>
    public static IEnumerable<Datacenter> PrimaryFirst(Topology topology)
    {
        var primary = PrimaryDatacenter.NameIn(topology);
        return topology.Datacenters.OrderByDescending(d => PrimaryDatacenter.Is(d.Name, primary)).ThenBy(d => d.Name, StringComparer.Ordinal);
    }

    /// <summary>A host gets its folder with install.sh in it, as itself is told where by the plan's steps: <c>./install.sh</c>.</summary>
    private static string Copying(Topology topology)
    {
        var host = topology.Hosts.First();
        var folder = Shell.Word($"{topology.Name}/{host.Datacenter}/{host.Name}");
        var there = Shell.Quote(HostCopy.Unpacked(folder));
        return $"""
            Copy to each host its folder, with `install.sh` in it. From the folder of this page, for {Markdown.Code(host.Name)}:

               ```sh
               {HostCopy.Packed(Shell.Word(host.Folder))} | ssh {Shell.Word(host.Address)} {there}
               ```

               The commands below, and those of `consulgen plan`, are for that folder on the host; `./install.sh --dry-run` shows what it
               would do. A host that has the whole bundle names its own in it: `install.sh {host.Folder}`.
            """;
    }

    /// <summary>Servers of this bundle with policies have <see cref="SecuredStart"/> instead.</summary>
    private static string Tokens(ImmutableArray<AclDomain> domains) => domains.All(d => d.HasPolicies)
        ? "Make the policies below `acl`, and a token for each agent, by hand: `acl/bootstrap.sh` asks the servers, which are in no host's "
            + "folder here. In one inventory with them it does that."
        : "Bootstrap ACLs, and make the agents' tokens, by hand: those before 1.4 have no policies, and so there is no script for them here.";

    public static string Election(Datacenter datacenter) => FirstElection.CountOf(datacenter) switch
    {
        _ when datacenter.Servers.Length == 1 => "It elects itself leader.",
        var count when count == datacenter.Servers.Length => string.Create(CultureInfo.InvariantCulture, $"They elect a leader when all {count} have met."),
        var count => string.Create(CultureInfo.InvariantCulture, $"They elect a leader when the {count} that are no read replicas have met."),
    };

    private static string Names(ImmutableArray<Agent> agents) => agents.Length <= 10
        ? string.Join(", ", agents.Select(a => Markdown.Code(a.Name)))
        : string.Create(CultureInfo.InvariantCulture, $"{Markdown.Code(agents[0].Name)} to {Markdown.Code(agents[^1].Name)}, {agents.Length} of them");

    private static string Zones(ImmutableArray<Agent> voters)
    {
        // Several agents on one machine are lost together.
        var machines = Fatal(voters, s => s.Address).ToList();
        if (machines.Count > 0 && voters.Length > 1) return "stops with the machine " + string.Join(" or ", machines.Select(Markdown.TableCell));
        if (voters.All(s => s.Zone is null)) return "no zones given";
        var zones = Fatal(voters, s => s.Zone ?? "").Select(zone => zone.Length == 0 ? "those without a zone" : Markdown.TableCell(zone)).ToList();
        return zones.Count == 0 ? "any one zone may be lost" : "stops with " + string.Join(" or ", zones);
    }

    /// <summary>The groups of servers whose loss leaves less than the quorum.</summary>
    private static IEnumerable<string> Fatal(ImmutableArray<Agent> voters, Func<Agent, string> group) => voters
        .GroupBy(group, StringComparer.Ordinal)
        .Where(g => g.Count() >= new Quorum(voters.Length).Fatal)
        .Select(g => g.Key)
        .Order(StringComparer.Ordinal);

    public static List<string> Commands(Agent agent)
    {
        var at = HttpApi.Of(agent)?.Options().ToList() ?? [];
        return [Shell.Line([agent.Install.Binary, "members", .. at]), Shell.Line([agent.Install.Binary, "operator", "raft", "list-peers", .. at])];
    }

    /// <summary>Whether only root and the agent's user can run them: the API asks for a certificate, whose key is theirs.</summary>
    public static bool NeedRoot(Agent agent) => HttpApi.Of(agent)?.Client is not null;

    public static bool UsesAcl(Agent agent) => agent.Acl.IsOn;

    public static IEnumerable<string[]> Listeners(LoadBalancer balancer) => balancer.Listeners.Select(l => (string[])
    [
        Markdown.TableCell(balancer.Name),
        l.Name.Name,
        Markdown.TableCell(Address.WithPort(balancer.Address, l.Port)) + (l.Name.Name == "dns" ? " TCP and UDP" : " TCP"),
        l.Role,
    ]);

    private static string[] Member(Agent agent) =>
    [
        Markdown.TableCell(agent.NodeName),
        agent.Role,
        Markdown.TableCell(agent.Address),
        agent.Version.ToString(),
        agent.Zone is { } zone ? Markdown.TableCell(zone) : "",
        Markdown.TableCell(agent.Install.Unit),
        Folder(agent),
    ];

    private static string[] Member(LoadBalancer balancer) =>
        [Markdown.TableCell(balancer.Name), "load balancer", Markdown.TableCell(balancer.Address), "", "", Markdown.TableCell("nginx"), Folder(balancer)];

    private static string Folder(Host host) => $"[files]({host.Folder})";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
