using System.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Prometheus;

/// <summary>
/// What becomes of a discovered service's labels. Whoever registers a service chooses its meta, so a meta key never becomes a
/// label as it is: <c>__address__</c> or <c>job</c> would redirect the scrape. It gets a prefix, or stands on the job's own list;
/// and our own labels are set after it, so that they win.
/// </summary>
internal static class Relabel
{
    public static IEnumerable<Value> Steps(ScrapeJob scrape)
    {
        yield return MapValue.InOrder(
            ("source_labels", ListValue.Of(["__meta_consul_tags"])),
            // Prometheus joins the tags with commas, and puts one at both ends.
            ("regex", ScalarValue.Of($"(?s).*,{Escape(scrape.Tag)},.*")),
            ("action", ScalarValue.Of("keep")));
        yield return MapValue.InOrder(
            (
                "regex",
                ScalarValue.Of("__meta_consul_service_metadata_("
                    + (scrape.MetaLabels.IsEmpty ? ".+" : string.Join('|', scrape.MetaLabels.Order(StringComparer.Ordinal))) + ")")),
            ("replacement", ScalarValue.Of(scrape.MetaLabels.IsEmpty ? "meta_$1" : "$1")),
            ("action", ScalarValue.Of("labelmap")));
        yield return Copy("__meta_consul_dc", "datacenter");
        yield return Copy("__meta_consul_node", "node");
        // A node says its role in node_meta, if at all.
        yield return Copy("__meta_consul_metadata_role", "role");
        yield return Copy("__meta_consul_service", "service");
        yield return Copy("__meta_consul_service_id", "service_id");
    }

    private static MapValue Copy(string from, string to) => MapValue.InOrder(
        ("source_labels", ListValue.Of([from])),
        ("target_label", ScalarValue.Of(to)));

    private static string Escape(string literal)
    {
        var text = new StringBuilder();
        foreach (var c in literal)
        {
            if (@"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal)) text.Append('\\');
            text.Append(c);
        }

        return text.ToString();
    }
}
