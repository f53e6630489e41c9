using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Raft;
using ConsulGen.Core.Planning.Waves;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// One datacenter of servers that run, each on a machine of its own, and that take bundles and the steps of plans as an operator
/// gives them. Each has Consul's default HTTP address and the standard paths.
/// </summary>
internal sealed class LiveCluster : IDisposable
{
    private const string Program = "usr/local/bin/consul";

    /// <summary>Serf's word for it in <c>agent/members</c>.</summary>
    private const int AliveMember = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);

    private readonly NamespaceMachines _machines = new();
    private readonly string _binary;
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private int _bundles;

    /// <param name="version">Of Consul, as the inventory has it.</param>
    public LiveCluster(string version)
    {
        _binary = ConsulReleaseAttribute.Binary(version) ?? throw new InvalidOperationException($"no Consul {version}");
    }

    /// <summary>By name, of every datacenter's agents as the last bundle has them.</summary>
    public Dictionary<string, Agent> Agents { get; } = new(StringComparer.Ordinal);

    /// <summary>In the place of every secret that <c>install.sh</c> takes from the environment.</summary>
    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>The folder that is the machine's root.</summary>
    public string this[string host] => _machines[host];

    public string Log(string host) => File.ReadAllText($"{_machines[host]}/{Program}.log");

    /// <summary>Builds the bundle of an inventory, and makes the machines that it needs.</summary>
    /// <returns>The bundle's folder.</returns>
    public string Build(IReadOnlyList<SourceText> inventory)
    {
        var input = _machines[string.Create(CultureInfo.InvariantCulture, $"bundle{++_bundles}")];
        Directory.CreateDirectory(input + "/inventory");
        foreach (var source in inventory) File.WriteAllText($"{input}/inventory/{Path.GetFileName(source.Path)}", source.Text);
        var built = Tool.Run("build", input + "/inventory", "-o", input, "--quiet");
        Assert.True(built.Code == 0, built.Out + built.Error);
        var topology = ConsulGen.Core.Compilation.Run([.. inventory], "inventory").Topology ?? throw new InvalidOperationException("no inventory");
        foreach (var agent in topology.Agents)
        {
            Agents[agent.Name] = agent;
            if (_known.Add(agent.Name)) _machines.Do($"machine {agent.Name} {agent.Address}");
        }

        return Path.Join(input, topology.Name);
    }

    /// <summary>What <c>install.sh</c> does on a machine that does not run it itself.</summary>
    public void Install(string bundle, string host)
    {
        var folder = $"{bundle}/hosts/{Agents[host].Datacenter}/{host}";
        var ran = Run.Program("env", [.. Secrets.Select(s => $"{s.Key}={s.Value}"), "bash", bundle + "/install.sh", "--root", _machines[host], folder]);
        Assert.True(ran.ExitCode == 0, ran.Error + ran.Out);
    }

    /// <summary>With the command of its unit.</summary>
    public void Start(string host)
    {
        var unit = $"{_machines[host]}{Agents[host].Install.UnitDir}/{Agents[host].Install.Unit}.service";
        var command = Regex.Match(File.ReadAllText(unit), "^ExecStart=[^ ]+ (.+)$", RegexOptions.Multiline).Groups[1].Value;
        _machines.Do($"agent {host} {Program} {_binary} {command}");
        _running.Add(host);
    }

    /// <summary>As <see cref="Start"/>, and waits as systemd does for a unit of type notify: until the agent has joined.</summary>
    public void StartAndJoin(string host)
    {
        Start(host);
        Until(() => $"{host} joined", () => Alive(host) > 1);
    }

    /// <summary>How many members a server finds alive; none while it does not answer.</summary>
    public int Alive(string host) =>
        Get(host, "agent/members") is JsonArray members ? members.Count(m => (int)m!["Status"]! == AliveMember) : 0;

    public void Stop(string host, string signal = "TERM")
    {
        _running.Remove(host);
        _machines.Do($"stop {host} {signal}");
    }

    public string Consul(string host, params IEnumerable<string> arguments) => _machines.On(host, ["chroot", _machines[host], "/" + Program, .. arguments]);

    /// <summary>Runs a program of this machine where a host stands, with its exit code.</summary>
    public (int Code, string Said) Try(string host, params IEnumerable<string> command) => _machines.TryOn(host, command);

    /// <summary>What the API of a server that runs answers; null when none does, or not with JSON.</summary>
    public JsonNode? Get(string path) => _running.Select(h => Get(h, path)).FirstOrDefault(n => n is not null);

    public bool Put(string key, string value) =>
        _running.Any(h => _machines.TryOn(h, ["curl", "-s", "--max-time", "5", "-X", "PUT", "-d", value, "http://127.0.0.1:8500/v1/kv/" + key]).Said == "true");

    /// <summary>Null when nobody leads.</summary>
    public string? Leader() =>
        Get("status/leader")?.GetValue<string>() is { Length: > 0 } leader
            ? Agents.Values.FirstOrDefault(a => leader.StartsWith(a.Address + ":", StringComparison.Ordinal))?.Name
            : null;

    /// <summary>Until the cluster counts exactly these voters, one leads, and autopilot finds it healthy with the tolerance that Raft's rules give.</summary>
    public void Await(RaftCluster cluster)
    {
        var voters = cluster.Servers.Where(s => s.Value.IsVoter).Select(s => s.Key).ToList();
        var shown = "";
        Until(() => $"the voters {string.Join(' ', voters)} with tolerance {cluster.Tolerance}, but: {shown}", () =>
        {
            var (peers, health) = (Get("operator/raft/configuration"), Get("operator/autopilot/health"));
            shown = $"{peers?.ToJsonString()} {health?.ToJsonString()}";
            var servers = peers?["Servers"]?.AsArray();
            return servers is not null && health is not null
                && servers.Where(s => (bool)s!["Voter"]!).Select(s => (string)s!["Node"]!).Order(StringComparer.Ordinal).SequenceEqual(voters)
                && servers.Count == voters.Count
                && servers.Count(s => (bool)s!["Leader"]!) == 1
                && (bool)health["Healthy"]!
                && (int)health["FailureTolerance"]! == cluster.Tolerance;
        });
    }

    public void Until(Func<string> what, Func<bool> isSo)
    {
        var end = DateTime.UtcNow + Patience;
        while (!isSo())
        {
            if (DateTime.UtcNow > end)
                Assert.Fail($"not within {Patience}: {what()}\n"
                    + string.Join('\n', _running.Select(h => $"{h}: {string.Join('\n', Log(h).Split('\n').TakeLast(12))}")));
            Thread.Sleep(300);
        }
    }

    /// <summary>Starts all servers of a bundle, and waits until they are a cluster.</summary>
    public void Boot(string bundle)
    {
        foreach (var host in Agents.Keys) Install(bundle, host);
        foreach (var host in Agents.Keys) Start(host);
        Await(RaftCluster.Of(Agents.Keys));
    }

    /// <summary>Does what a step says on its hosts, command by command, and waits for what it promises.</summary>
    public void Carry(Step step, string bundle)
    {
        foreach (var host in step.Hosts)
            foreach (var command in step.Commands)
                Carry(command, host, bundle);
        if (step.Quorum is { } quorum) Await(quorum.After);
    }

    /// <summary>The steps in their order; of servers that change the leader is the last, as the plan says.</summary>
    /// <param name="around">Gets each step, and whether it is the leader's, and what carries it out.</param>
    public void Carry(Plan plan, string bundle, Action<Step, bool, Action>? around = null)
    {
        foreach (var wave in plan.Waves)
        {
            var left = wave.Steps.ToList();
            var saysLeader = wave.Notes.Any(n => n.StartsWith("followers first", StringComparison.Ordinal));
            while (left.Count > 0)
            {
                var leader = Leader();
                var step = saysLeader ? left.Find(s => s.Hosts.All(h => h != leader)) ?? left[0] : left[0];
                left.Remove(step);
                void Work() => Carry(step, bundle);
                if (around is null) Work();
                else around(step, step.Hosts.Any(h => h == leader) && step.Quorum is not null, Work);
            }
        }
    }

    /// <summary>Writes key after key, on whichever of these hosts takes it, until the cluster is gone.</summary>
    /// <returns>What was written so far.</returns>
    public Func<IReadOnlyList<(double Time, string Key)>> Write(params IEnumerable<string> hosts)
    {
        var file = _machines["written"];
        _machines.Do(
            $$"""
            (
                n=0
                while :; do
                    for host in {{string.Join(' ', hosts)}}; do
                        [[ $(on "$host" curl -s --max-time 3 -X PUT -d x "http://127.0.0.1:8500/v1/kv/written/$n") == true ]] || continue
                        echo "$EPOCHREALTIME written/$n" >>{{file}}
                        break
                    done
                    n=$((n + 1))
                    sleep 0.1
                done
            ) >/dev/null 2>&1 &
            """);
        return () =>
            [.. (File.Exists(file) ? File.ReadAllText(file) : "").Split('\n')[..^1]
                .Select(l => l.Split(' '))
                .Select(l => (double.Parse(l[0], CultureInfo.InvariantCulture), l[1]))];
    }

    public void Dispose() => _machines.Dispose();

    private JsonNode? Get(string host, string path)
    {
        var (code, said) = _machines.TryOn(host, ["curl", "-s", "-f", "--max-time", "3", "http://127.0.0.1:8500/v1/" + path]);
        return code == 0 && said.Length > 0 ? JsonNode.Parse(said) : null;
    }

    private void Carry(string command, string host, string bundle)
    {
        switch (command)
        {
            case "./install.sh --no-start":
                Install(bundle, host);
                break;
            case "./install.sh":
                Install(bundle, host);
                if (!_running.Contains(host)) StartAndJoin(host);
                break;
            case "./install.sh --restart":
                Install(bundle, host);
                Stop(host);
                StartAndJoin(host);
                break;
            case "systemctl stop consul" or "systemctl disable --now consul":
                Stop(host);
                break;
            case "systemctl reload consul":
                _machines.Do($"kill -HUP ${{agents[{host}]}}");
                break;
            // It is there: a machine's program is the one that the test is about.
            case var get when get.StartsWith("<install Consul ", StringComparison.Ordinal):
                break;
            case var consul when consul.StartsWith($"/{Program} ", StringComparison.Ordinal):
                Consul(host, consul.Split(' ')[1..]);
                break;
            case var curl when curl.StartsWith("curl -s ", StringComparison.Ordinal):
                _machines.On(host, curl.Split(' '));
                break;
            default:
                Assert.Fail($"nobody taught this test to do: {command}");
                break;
        }
    }
}
