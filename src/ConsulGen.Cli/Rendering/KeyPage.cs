using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Consul.Releases.Defaults;
using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Cli.Rendering;

/// <summary>What the table of the agent's keys has of one: since when, for whom, what stands without it, and what a change of it takes.</summary>
internal static class KeyPage
{
    public static void Write(AgentKey key, TextWriter output)
    {
        output.WriteLine($"# {key.Path}");
        output.WriteLine();
        output.WriteLine($"{key.Type}, {Since(key)}. {key.Description}");
        output.WriteLine();
        foreach (var (name, text) in Facts(key)) output.WriteLine($"- {name}: {text}");
    }

    /// <summary>The table begins with the oldest release that it knows, not with the first one.</summary>
    private static string Since(AgentKey key) =>
        key.Since.Earliest <= ConsulVersion.Oldest ? $"in {ConsulVersion.Oldest} already" : $"since {key.Since}";

    private static IEnumerable<(string Name, string Text)> Facts(AgentKey key)
    {
        if (key.IsForServers || key.IsForClients)
        {
            var (user, other) = key.IsForServers ? ("servers", "client") : ("clients", "server");
            yield return ("for", $"{user} only{(key.IsRefusedElsewhere ? $"; a {other} refuses to start with it" : "")}");
        }

        if (key.IsEnterprise)
            yield return (
                "edition",
                $"Enterprise; {(key.IsRefusedByCommunity ? "the Community edition refuses to start with it" : "elsewhere it has no effect")}");
        if (!key.Values.IsEmpty) yield return ("values", string.Join(", ", key.Values));
        if (DefaultChanges.All.FirstOrDefault(c => c.Key == key.Path) is { } changed)
            yield return ("default", changed.First + string.Concat(changed.Later.Select(l => $"; from {l.Since} {l.Value}")));
        else if (key.Default is { } standard) yield return ("default", standard.Length > 0 ? standard : "an empty text");
        if (key.Example is { } example) yield return ("example", $"{key.Name}: {example}");
        if (key.IsSecret) yield return ("secret", "name one of `secrets` here, { secret: NAME }: it never stands in an inventory or a bundle");
        yield return ("a change", Change(key));
        if (key.WithoutEffectSince is { } idle) yield return ("without effect", $"from {idle}");
        if (key.Deprecated is { } deprecated)
            yield return ("deprecated", $"from {deprecated}{(key.WarnsSince is { } warns ? $"; the agent warns from {warns}" : "")}");
        if (key.Removed is { } removed)
            yield return ("removed", $"in {removed}: the agent refuses to start with it"
                + (key.ToleratedFrom is { } tolerated ? $"; from {tolerated} it only warns" : ""));
        foreach (var replacement in key.Replacements)
            yield return ("instead", (replacement.Since > key.Since.Earliest ? $"from {replacement.Since} " : "") + replacement.Words);
        if (AgentKeys.Instance.In(key) is { IsEmpty: false } below) yield return ("has", string.Join(", ", below.Select(k => k.Name)));
    }

    private static string Change(AgentKey key)
    {
        if (KeyEffects.Known(key.Path) is var (server, client, note))
        {
            var ofAll = server == client || key.IsForServers;
            return $"{ChangeWords.Of(server)}{(ofAll ? "" : $" on servers, {ChangeWords.Of(client)} on clients")}: {note}";
        }

        var usual = key.ReloadableSince is not { } reloadable ? "restart"
            : reloadable <= key.Since.Earliest ? "reload" : $"reload from {reloadable}, before it restart";
        return KeyEffects.IsTls(key.Path) ? $"{usual}; {KeyEffects.TlsSwitch}" : usual;
    }
}
