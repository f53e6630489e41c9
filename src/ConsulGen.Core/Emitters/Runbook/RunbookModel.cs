using ConsulGen.Core.Emitters.Agents;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Runbook;

/// <summary>What the runbook's template shows. Everything that a user wrote is a code span.</summary>
internal sealed class RunbookModel(Topology topology)
{
    /// <summary>A longer table of clients is no help to a reader.</summary>
    private const int MostClients = 50;

    public Dictionary<string, object> Data => new()
    {
        ["name"] = topology.Name,
        ["datacenters"] = topology.Datacenters.Select(Datacenter).ToList(),
        ["secrets"] = Secrets(),
        ["binaries"] = string.Join(", ", topology.Agents.Select(a => $"{Markdown.Code(a.Install.Binary)} ({a.Version})").Distinct().Order(StringComparer.Ordinal)),
        ["steps"] = Steps().Select((text, i) => new Dictionary<string, object> { ["number"] = Number(i + 3), ["text"] = text }).ToList(),
        ["balancers"] = topology.LoadBalancers.SelectMany(Listeners).ToList(),
        ["prometheus"] = topology.Monitoring is not null,
        ["token"] = topology.Monitoring?.TokenFile is { } file ? Markdown.Code(file) : "",
    };

    private static Dictionary<string, object> Datacenter(Datacenter datacenter)
    {
        var servers = datacenter.Servers.Length;
        var quorum = servers == 0 ? 0 : (servers / 2) + 1;
        var first = datacenter.Servers.FirstOrDefault() ?? datacenter.Clients.FirstOrDefault();
        return new()
        {
            ["name"] = Markdown.Code(datacenter.Name),
            ["name_plain"] = datacenter.Name,
            ["members"] = datacenter.Servers.Concat(datacenter.Clients.Take(MostClients)).Select(Member).Concat(datacenter.LoadBalancers.Select(Member)).ToList(),
            ["more"] = datacenter.Clients.Length > MostClients ? Number(datacenter.Clients.Length - MostClients) : "",
            ["servers"] = Number(servers),
            ["agents"] = Number(servers + datacenter.Clients.Length),
            ["quorum"] = Number(quorum),
            ["tolerance"] = Number(servers - quorum),
            ["zones"] = Zones(datacenter, quorum),
            ["first"] = first is null ? "" : Markdown.Code(first.Name),
            ["commands"] = first is null ? [] : Commands(first),
            ["acl"] = datacenter.Servers.Any(UsesAcl),
        };
    }

    private static Dictionary<string, object> Member(Agent agent) => new()
    {
        ["node"] = Markdown.TableCell(agent.NodeName),
        ["role"] = agent.Role,
        ["address"] = Markdown.TableCell(agent.Address),
        ["version"] = agent.Version.ToString(),
        ["zone"] = agent.Zone is { } zone ? Markdown.TableCell(zone) : "",
        ["unit"] = Markdown.TableCell(agent.Install.Unit),
        ["folder"] = agent.Name,
    };

    private static Dictionary<string, object> Member(LoadBalancer balancer) => new()
    {
        ["node"] = Markdown.TableCell(balancer.Name),
        ["role"] = "load balancer",
        ["address"] = Markdown.TableCell(balancer.Address),
        ["version"] = "",
        ["zone"] = "",
        ["unit"] = Markdown.TableCell("nginx"),
        ["folder"] = balancer.Name,
    };

    /// <summary>The secrets that hosts are asked for; one that the inventory writes out is in the bundle.</summary>
    private readonly ImmutableArray<SecretDefinition> _neededSecrets =
    [
        .. topology.Agents
            .SelectMany(a => SecretSplit.Names(SecretSplit.Of(a).Secrets))
            .ToImmutableSortedSet(StringComparer.Ordinal)
            .Select(name => topology.Secrets[name])
            .Where(s => s.Source != SecretSource.Literal),
    ];

    private List<Dictionary<string, object>> Secrets() =>
    [
        .. _neededSecrets.Select(s => new Dictionary<string, object>
        {
            ["name"] = Markdown.TableCell(s.Name),
            ["from"] = (s.Source == SecretSource.File ? "the host's file " : "the environment variable ") + Markdown.TableCell(s.Text),
        }),
    ];

    /// <summary>Servers first, the primary datacenter's before the others'; then the clients; then what stands in front.</summary>
    private IEnumerable<string> Steps()
    {
        var variables = _neededSecrets.Where(s => s.Source == SecretSource.Environment).Select(s => s.Text).Distinct().Order(StringComparer.Ordinal).ToList();
        // sudo hands on no variable that it is not told to.
        var install = variables.Count == 0 ? "sudo ./install.sh" : $"sudo --preserve-env={string.Join(',', variables)} ./install.sh";
        var primary = topology.Agents.Select(a => a.Config.Text("primary_datacenter")).FirstOrDefault(p => p is not null);
        foreach (var datacenter in topology.Datacenters.Where(d => !d.Servers.IsEmpty).OrderByDescending(d => d.Name == primary).ThenBy(d => d.Name, StringComparer.Ordinal))
            yield return $"Run `{install}` on the servers of {Markdown.Code(datacenter.Name)}: {Names(datacenter.Servers)}. {Election(datacenter)}";
        foreach (var datacenter in topology.Datacenters.Where(d => !d.Clients.IsEmpty))
            yield return $"Run it on the clients of {Markdown.Code(datacenter.Name)}, in any order: {Names(datacenter.Clients)}.";
        if (topology.LoadBalancers.Any()) yield return $"Run it on the load balancers: {string.Join(", ", topology.LoadBalancers.Select(b => Markdown.Code(b.Name)))}.";
    }

    private static string Election(Datacenter datacenter) => datacenter.Servers.Length == 1
        ? "It elects itself leader."
        : string.Create(CultureInfo.InvariantCulture, $"They elect a leader when all {datacenter.Servers.Length} have met.");

    private static string Names(ImmutableArray<Agent> agents) => agents.Length <= 10
        ? string.Join(", ", agents.Select(a => Markdown.Code(a.Name)))
        : string.Create(CultureInfo.InvariantCulture, $"{Markdown.Code(agents[0].Name)} to {Markdown.Code(agents[^1].Name)}, {agents.Length} of them");

    private static string Zones(Datacenter datacenter, int quorum)
    {
        // Several agents on one machine are lost together.
        var machines = Fatal(datacenter, quorum, s => s.Address).ToList();
        if (machines.Count > 0 && datacenter.Servers.Length > 1) return "stops with the machine " + string.Join(" or ", machines.Select(Markdown.TableCell));
        if (datacenter.Servers.All(s => s.Zone is null)) return "no zones given";
        var zones = Fatal(datacenter, quorum, s => s.Zone ?? "").Select(zone => zone.Length == 0 ? "those without a zone" : Markdown.TableCell(zone)).ToList();
        return zones.Count == 0 ? "any one zone may be lost" : "stops with " + string.Join(" or ", zones);
    }

    /// <summary>The groups of servers whose loss leaves less than the quorum.</summary>
    private static IEnumerable<string> Fatal(Datacenter datacenter, int quorum, Func<Agent, string> group) => datacenter.Servers
        .GroupBy(group, StringComparer.Ordinal)
        .Where(g => datacenter.Servers.Length - g.Count() < quorum)
        .Select(g => g.Key)
        .Order(StringComparer.Ordinal);

    private static List<string> Commands(Agent agent)
    {
        var at = HttpApi.Option(agent) is { } option ? " " + option : "";
        var binary = agent.Install.Binary;
        return [$"{binary} members{at}", $"{binary} operator raft list-peers{at}"];
    }

    private static bool UsesAcl(Agent agent) => agent.Config.Map("acl").Flag("enabled") == true || agent.Config["acl_datacenter"] is ScalarValue;

    private static IEnumerable<Dictionary<string, object>> Listeners(LoadBalancer balancer) => balancer.Listeners.Select(l => new Dictionary<string, object>
    {
        ["node"] = Markdown.TableCell(balancer.Name),
        ["port"] = l.Name.Name,
        ["listen"] = Markdown.TableCell(Address.WithPort(balancer.Address, l.Port)) + (l.Name.Name == "dns" ? " TCP and UDP" : " TCP"),
        ["role"] = l.Role,
    });

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
