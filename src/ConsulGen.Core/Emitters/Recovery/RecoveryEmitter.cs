using ConsulGen.Core.Bundles;
using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Emitters.Recovery;

/// <summary>
/// The kit for the day when a datacenter has lost its quorum: for every set of servers that may be left, too few to elect a leader,
/// the <c>peers.json</c> that makes those few the whole cluster, and the page that says how. Only servers whose ids are pinned can
/// have one, as Raft knows its peers by id (Consul's documentation "Disaster recovery", Raft protocol 3).
/// </summary>
internal sealed class RecoveryEmitter : ITopologyEmitter
{
    /// <summary>Seven servers have at most 95 such sets, 63 where all vote; more servers than that should not be.</summary>
    private const int MostServers = 7;

    private const string PageName = "README.md";

    /// <summary>What file systems take for a name.</summary>
    private const int MostOfName = 255;

    public IEnumerable<BundleFile> Emit(Topology topology) => topology.Datacenters.SelectMany(Emit);

    private static IEnumerable<BundleFile> Emit(Datacenter datacenter)
    {
        var peers = datacenter.Servers.Select(Peer.Of).OfType<Peer>().ToList();
        if (peers.Count != datacenter.Servers.Length || peers.Count is < 2 or > MostServers || peers.DistinctBy(p => p.Id).Count() != peers.Count) yield break;
        var folder = $"recovery/{datacenter.Name}";
        var sets = Named([.. SurvivingSets(peers)], peers);
        yield return new BundleFile($"{folder}/{PageName}", Page(datacenter, peers, sets));
        foreach (var (name, set) in sets) yield return new BundleFile($"{folder}/{name}/peers.json", Peers(set));
    }

    /// <summary>The sets of servers without a quorum, smaller ones first, each in the servers' order.</summary>
    private static IEnumerable<List<Peer>> SurvivingSets(List<Peer> peers) => Enumerable
        .Range(1, (1 << peers.Count) - 1)
        .Select(bits => peers.Where((_, i) => (bits & (1 << i)) != 0).ToList())
        .Where(set => set.Count(p => p.Votes) < QuorumOf(peers).Needed)
        .OrderBy(set => set.Count);

    private static Quorum QuorumOf(List<Peer> peers) => new(peers.Count(p => p.Votes));

    /// <summary>
    /// The folder of each set, called after its servers; by their numbers where names are too long together, or one is the page's.
    /// </summary>
    private static List<(string Folder, List<Peer> Set)> Named(List<List<Peer>> sets, List<Peer> peers)
    {
        var named = sets.ConvertAll(set => (Folder: string.Join('+', set.Select(p => p.Name)), Set: set));
        var fit = named.TrueForAll(n => n.Folder.Length <= MostOfName && !n.Folder.Equals(PageName, StringComparison.OrdinalIgnoreCase))
            && named.DistinctBy(n => n.Folder, StringComparer.OrdinalIgnoreCase).Count() == named.Count;
        return fit ? named : sets.ConvertAll(set => (string.Join('+', set.Select(p => Number(peers.IndexOf(p) + 1))), set));
    }

    /// <summary>Raft takes no list without a voter: where read replicas alone are left, they become voters.</summary>
    private static string Peers(List<Peer> set)
    {
        var hasVoter = set.Exists(p => p.Votes);
        var text = new TextBuilder().Line("[");
        foreach (var (i, peer) in set.Index())
            text.Line($"  {{ \"id\": {JsonWriter.Quote(peer.Id)}, \"address\": {JsonWriter.Quote(peer.Address)}, \"non_voter\": "
                + $"{(hasVoter && !peer.Votes ? "true" : "false")} }}{(i < set.Count - 1 ? "," : "")}");
        return text.Line("]").ToString();
    }

    private static string Page(Datacenter datacenter, List<Peer> peers, List<(string Folder, List<Peer> Set)> sets)
    {
        var name = Markdown.Code(datacenter.Name);
        var (quorum, allVote) = (QuorumOf(peers), peers.TrueForAll(p => p.Votes));
        var servers = Number(peers.Count);
        var needs = allVote
            ? $"and needs {Number(quorum.Needed)} of them"
            : $"of which {Number(quorum.Voters)} vote, and needs {Number(quorum.Needed)} of those";
        var binary = datacenter.Servers[0].Install.Binary;
        // Each server may have its API at another place, behind files of its own.
        var ways = datacenter.Servers.Select(s => string.Concat((HttpApi.Of(s)?.Options() ?? []).Select(o => " " + Shell.Word(o)))).Distinct().ToList();
        var at = ways is [var way] ? way : "";
        var text = new TextBuilder().Line($"""
            # When {name} has lost its quorum

            {name} has {servers} servers{(allVote ? " " : ", ")}{needs} for a leader. As long as the missing ones can come back, bring
            them back: start them with their data folders, and the cluster heals itself. What follows is for servers that are lost for
            good. It makes the servers that are left the whole cluster, and what only the lost ones knew is lost.

            """);
        MarkdownTable.Head(text, "server", "id", "address", "file", "stop it with");
        foreach (var peer in peers)
            MarkdownTable.Row(text, new[] { peer.Name, peer.Id, peer.Address, $"{peer.DataFolder}/raft/peers.json", peer.Stop }.Select(Markdown.TableCell));
        text.Line($"""

            1. Be sure that the lost servers do not run, and will not start again with their old data.
            2. Stop Consul on every server that is left. They must all stand still before the first one starts again.
            3. Copy Raft's folder of each aside: `cp -a <data_dir>/raft <data_dir>/raft.before-recovery`.
            4. Choose the folder below that names exactly the servers that are left, and copy its `peers.json` to the file above, on
               each of them, the same file. It has to belong to Consul's user.
            5. Start Consul on all of them. Each reads the file once and deletes it, and its log says
               `deleted peers.json file after successful recovery`.
            6. `{binary} operator raft list-peers{at}` shows these servers, one of them the leader. Where none is after a minute, stop all
               of them before another try.
            7. Add new servers one at a time, each with a new `node_id`, until there are {servers} again; the list of peers shows each
               {(allVote ? "as a voter" : "as a voter, a read replica without a vote,")} before the next.
            8. Take a snapshot: `{binary} snapshot save{at} after-recovery.snap`.

            """);
        if (ways.Count > 1)
        {
            MarkdownTable.Head(text, "on", "commands need");
            foreach (var server in datacenter.Servers)
                MarkdownTable.Row(text, Markdown.TableCell(server.Name), Markdown.TableCell(Shell.Line(HttpApi.Of(server)?.Options() ?? [])));
            text.Line();
        }

        if (datacenter.Servers.Any(s => s.Acl.IsOn)) text.Line($"The ACLs want a token for these commands: {ShellToken.Given(datacenter.Servers)}.").Line();
        MarkdownTable.Head(text, "left", "file");
        foreach (var (folder, set) in sets)
            MarkdownTable.Row(text, string.Join(", ", set.Select(p => Markdown.TableCell(p.Name))), $"[{folder}/peers.json]({folder}/peers.json)");
        return text.ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
