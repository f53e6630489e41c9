using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Linting.Rules.Mesh;

internal static class IntentionsBody
{
    private static readonly ImmutableArray<string> Identity = ["name", "namespace", "partition", "peer", "sameness_group"];

    public static void Check(EntryFields entry, ConsulVersion version, ConfigEntryBody.Teller tell)
    {
        CheckWildcard(entry, tell);
        var sources = entry.Each("sources").ToList();
        // An intention that says only which token it wants has none (1.16.0).
        if (sources.Count == 0 && entry["sources"] is null or Values.ListValue { Items.IsEmpty: true } && !entry.Has("jwt"))
            tell(entry["sources"], "has no sources", "name in sources who may call, or not");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            if (source["name"] is not Values.SecretValue && !source.Has("name")) tell(source.Map, "has a source without a name", "name the service that calls");
            else if (!seen.Add(string.Join('\n', Identity.Select(k => source.Text(k)))))
                tell(source.Map, $"names the source \"{Shortened.Of(source.Text("name"))}\" twice", "remove one of the two");
            CheckWildcard(source, tell);
            CheckAction(entry, source, version, tell);
        }
    }

    private static void CheckAction(EntryFields entry, EntryFields source, ConsulVersion version, ConfigEntryBody.Teller tell)
    {
        if (source.Text("type") is { Length: > 0 } type && type != "consul")
            tell(source["type"], $"has a source of the type \"{Shortened.Of(type)}\", but there is only consul", "remove type");
        if (!source.Has("permissions"))
        {
            if (source["action"] is not Values.SecretValue && source.Text("action") is not ("allow" or "deny"))
                tell(source["action"] ?? source.Map, "has a source whose action is neither allow nor deny", "set action: allow or action: deny");
            return;
        }

        if (source.Has("action"))
            tell(source["action"], "has a source with an action and permissions", "keep one of the two: each permission has its own action");
        if (entry.Text("name") == "*") tell(source["permissions"], "has permissions for all services", "set an action, or name one service");
        foreach (var permission in source.Each("permissions"))
        {
            if (permission.Text("action") is not ("allow" or "deny"))
                tell(permission["action"] ?? permission.Map, "has a permission whose action is neither allow nor deny", "set action: allow or action: deny");
            var http = permission.In("http");
            HttpMatch.Check(http, version, tell);
            if (http.Count("path_exact", "path_prefix", "path_regex", "header", "methods") == 0 && !permission.Has("jwt"))
                tell(permission["http"] ?? permission.Map, "has a permission for no request", "say in http which paths, headers or methods it is for");
        }
    }

    private static void CheckWildcard(EntryFields fields, ConfigEntryBody.Teller tell)
    {
        if (fields.Text("name") is { Length: > 1 } name && name.Contains('*', StringComparison.Ordinal))
            tell(fields["name"], $"names \"{Shortened.Of(name)}\", but * stands for all services or for nothing", "write \"*\", or the whole name");
    }
}
