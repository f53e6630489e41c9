using System.Globalization;
using System.Text;
using ConsulGen.Core;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Text;

namespace ConsulGen.Tests.Planning;

/// <summary>
/// Two inventories that differ in all the ways that touch voters: servers that come, go, move, restart, are upgraded, renamed, get
/// another node id or role, in one to three datacenters. The same seed gives the same change.
/// </summary>
internal sealed class RandomChange(int seed)
{
    private static readonly string[] Datacenters = ["east", "north", "west"];
    private static readonly string[] Versions = ["1.8.4", "1.10.11", "1.16.2"];

    private readonly Random _random = new(seed);

    public Plan Plan()
    {
        var (old, next) = (new StringBuilder(), new StringBuilder());
        var version = _random.Next(Versions.Length);
        foreach (var text in new[] { old, next })
        {
            text.Append(CultureInfo.InvariantCulture, $"consul: {{ version: {Versions[version]} }}\n");
            if (_random.Next(3) == 0) version = Math.Min(version + 1, Versions.Length - 1);
            text.Append(
                CultureInfo.InvariantCulture,
                $"agent: {{ log_rotate_max_files: {_random.Next(1, 3)}, log_level: {(_random.Next(2) == 0 ? "info" : "warn")} }}\ndatacenters:\n");
        }

        var count = _random.Next(1, Datacenters.Length + 1);
        for (var i = 0; i < count; i++)
        {
            // One of several may come or go as a whole.
            var fate = count > 1 && i == 0 ? _random.Next(4) : 3;
            var pool = Enumerable.Range(1, 12).OrderBy(_ => _random.Next()).ToList();
            if (fate != 0) Datacenter(old, i, pool.Take(_random.Next(1, 10)), changes: false);
            var keeps = _random.Next(10);
            if (fate != 1) Datacenter(next, i, pool.Skip(_random.Next(0, 4)).Take(_random.Next(1, 10)), changes: keeps > 1);
        }

        return Planner.Make(Compile("old.yml", old.ToString()), Compile("new.yml", next.ToString()))!;
    }

    private static Compilation Compile(string path, string yaml) => Compilation.Run([new SourceText(path, yaml)], "random");

    /// <summary>The nodes of a pool that are not servers are clients, but for some.</summary>
    private void Datacenter(StringBuilder text, int index, IEnumerable<int> servers, bool changes)
    {
        var chosen = servers.Order().ToList();
        text.Append(CultureInfo.InvariantCulture, $"  {Datacenters[index]}:\n    servers:\n      hosts:\n");
        foreach (var node in chosen) Host(text, index, node, changes);
        var clients = Enumerable.Range(1, 12).Except(chosen).Where(n => n % 3 > 0).ToList();
        if (clients.Count == 0) return;
        text.Append("    clients:\n      hosts:\n");
        foreach (var node in clients) Host(text, index, node, changes);
    }

    private void Host(StringBuilder text, int index, int node, bool changes)
    {
        var moved = changes && _random.Next(8) == 0 ? 100 : 0;
        text.Append(CultureInfo.InvariantCulture, $"        {Datacenters[index]}{node}: {{ address: 10.{index}.0.{node + moved}");
        if (changes && _random.Next(8) == 0) text.Append(CultureInfo.InvariantCulture, $", node_id: 00000000-0000-4000-8000-{index:D4}{node:D8}");
        if (changes && _random.Next(8) == 0) text.Append(CultureInfo.InvariantCulture, $", agent: {{ node_name: renamed{index}{node} }}");
        else if (changes && _random.Next(8) == 0) text.Append(", agent: { raft_protocol: 3, performance: { raft_multiplier: 2 } }");
        text.Append(" }\n");
    }
}
