using ConsulGen.Core.Bundles;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using HandlebarsDotNet;

namespace ConsulGen.Core.Emitters.Recovery;

/// <summary>
/// The kit for the day when a datacenter has lost its quorum: for every set of servers that may be left, too few to elect a leader,
/// the <c>peers.json</c> that makes those few the whole cluster, and the page that says how. Only servers whose ids are pinned can
/// have one, as Raft knows its peers by id (Consul's documentation "Disaster recovery", Raft protocol 3).
/// </summary>
internal sealed class RecoveryEmitter : ITopologyEmitter
{
    /// <summary>Seven servers have 63 such sets; more servers than that should not be.</summary>
    private const int MostServers = 7;

    private static readonly Lazy<HandlebarsTemplate<object, object>> Template = new(Compile);

    public IEnumerable<BundleFile> Emit(Topology topology) => topology.Datacenters.SelectMany(Emit);

    private static IEnumerable<BundleFile> Emit(Datacenter datacenter)
    {
        var peers = datacenter.Servers.Select(Peer.Of).OfType<Peer>().ToList();
        if (peers.Count != datacenter.Servers.Length || peers.Count is < 2 or > MostServers || peers.DistinctBy(p => p.Id).Count() != peers.Count) yield break;
        var folder = $"recovery/{datacenter.Name}";
        var sets = SurvivingSets(peers).ToList();
        yield return new BundleFile($"{folder}/README.md", Template.Value(Data(datacenter, sets)).TrimEnd('\n') + "\n");
        foreach (var set in sets) yield return new BundleFile($"{folder}/{Folder(set)}/peers.json", Peers(set));
    }

    /// <summary>The sets of servers without a quorum, smaller ones first, each in the servers' order.</summary>
    private static IEnumerable<List<Peer>> SurvivingSets(List<Peer> peers) => Enumerable
        .Range(1, (1 << peers.Count) - 1)
        .Select(bits => peers.Where((_, i) => (bits & (1 << i)) != 0).ToList())
        .Where(set => set.Count <= peers.Count / 2)
        .OrderBy(set => set.Count);

    private static string Folder(List<Peer> set) => string.Join('+', set.Select(p => p.Name));

    private static string Peers(List<Peer> set)
    {
        var text = new TextBuilder().Line("[");
        foreach (var (i, peer) in set.Index())
            text.Line($"  {{ \"id\": {JsonWriter.Quote(peer.Id)}, \"address\": {JsonWriter.Quote(peer.Address)}, \"non_voter\": false }}{(i < set.Count - 1 ? "," : "")}");
        return text.Line("]").ToString();
    }

    private static Dictionary<string, object> Data(Datacenter datacenter, List<List<Peer>> sets)
    {
        var first = datacenter.Servers[0];
        return new()
        {
            ["name"] = Markdown.Code(datacenter.Name),
            ["servers"] = datacenter.Servers.Length.ToString(CultureInfo.InvariantCulture),
            ["quorum"] = ((datacenter.Servers.Length / 2) + 1).ToString(CultureInfo.InvariantCulture),
            ["peers"] = datacenter.Servers.Select(Peer.Of).OfType<Peer>().Select(p => new Dictionary<string, object>
            {
                ["node"] = Markdown.TableCell(p.Name),
                ["id"] = Markdown.TableCell(p.Id),
                ["address"] = Markdown.TableCell(p.Address),
                ["file"] = Markdown.TableCell($"{p.DataFolder}/raft/peers.json"),
                ["stop"] = Markdown.TableCell(p.Stop),
            }).ToList(),
            ["binary"] = first.Install.Binary,
            ["sets"] = sets.Select(s => new Dictionary<string, object> { ["folder"] = Folder(s), ["left"] = string.Join(", ", s.Select(p => Markdown.TableCell(p.Name))) }).ToList(),
        };
    }

    private static HandlebarsTemplate<object, object> Compile() =>
        Handlebars.Create(new HandlebarsConfiguration { NoEscape = true }).Compile(Resources.Text("emitters/recovery.hbs"));
}
