using ConsulGen.Core.Consul.Releases;

namespace ConsulGen.Core.Linting.Rules.Mesh;

internal static class RouterBody
{
    public static void Check(EntryFields entry, ConsulVersion version, ConfigEntryBody.Teller tell)
    {
        foreach (var route in entry.Each("routes"))
        {
            var http = route.In("match").In("http");
            HttpMatch.Check(http, version, tell);
            var destination = route.In("destination");
            if (destination.Has("prefix_rewrite") && http.Count("path_exact", "path_prefix") == 0)
                tell(
                    destination["prefix_rewrite"],
                    "has a prefix_rewrite in a route that matches neither path_exact nor path_prefix",
                    "say in match.http which path is written anew");
        }
    }
}
