using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Linting.Rules.Mesh;

/// <summary>What a router and an intention compare of a request.</summary>
internal static class HttpMatch
{
    private static readonly ImmutableArray<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE"];

    public static void Check(EntryFields http, ConsulVersion version, ConfigEntryBody.Teller tell)
    {
        foreach (var key in (ReadOnlySpan<string>)["path_exact", "path_prefix"])
            if (http.Text(key) is { Length: > 0 } path && path[0] != '/')
                tell(http[key], $"compares paths with \"{Shortened.Of(path)}\", which does not begin with /", "begin it with /");
        if (http.Count("path_exact", "path_prefix", "path_regex") > 1)
            tell(http.Map, "has two of path_exact, path_prefix and path_regex in one match", "keep one of them");
        foreach (var header in http.Each("header"))
            CheckNamed(header, "header", header.Count("present", "exact", "prefix", "suffix", "regex", "contains"), tell);
        foreach (var parameter in http.Each("query_param"))
            CheckNamed(parameter, "query_param", parameter.Count("present", "exact", "regex"), tell);
        if (http["methods"] is not Values.ListValue methods) return;
        var seen = new HashSet<string>(version.Has(Feature.EntriesNormalized) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var method in methods.Items.OfType<Values.ScalarValue>())
        {
            if (version.Has(Feature.HttpMethodsChecked) && !Methods.Contains(method.Text, StringComparer.OrdinalIgnoreCase))
                tell(method, $"names the method \"{Shortened.Of(method.Text)}\", which HTTP does not have", "use some of " + string.Join(", ", Methods));
            else if (!seen.Add(method.Text))
                tell(method, $"names the method \"{method.Text}\" twice", "remove one of the two");
        }
    }

    private static void CheckNamed(EntryFields item, string what, int ways, ConfigEntryBody.Teller tell)
    {
        if (item["name"] is not Values.SecretValue && !item.Has("name")) tell(item.Map, $"has a {what} without a name", "name it");
        if (ways != 1)
            tell(
                item.Map,
                ways == 0 ? $"has a {what} that says of no value what it is" : $"compares one {what} in two ways",
                $"give it one of present, exact, regex{(what == "header" ? ", prefix, suffix" : "")}");
    }
}
