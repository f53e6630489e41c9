namespace ConsulGen.Core.Linting.Rules.Mesh;

internal static class SplitterBody
{
    public static void Check(EntryFields entry, ConfigEntryBody.Teller tell)
    {
        var splits = entry.Each("splits").ToList();
        if (splits.Count == 0)
        {
            if (entry["splits"] is null or Values.ListValue) tell(entry["splits"], "has no splits", "say in splits which share goes where");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        // In hundredths of a percent, as Consul counts; where a weight is not known, there is no sum.
        long? sum = 0;
        foreach (var split in splits)
        {
            var service = split.Has("service") ? split.Text("service") : entry.Text("name");
            var target = string.Join('\n', service, split.Text("service_subset"), split.Text("namespace"), split.Text("partition"));
            if (!seen.Add(target)) tell(split.Map, "names one destination twice", "make one of the two splits of both");
            sum = split["weight"] switch
            {
                null => sum,
                Values.ScalarValue weight when double.TryParse(weight.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
                    => sum + (long)Math.Round(Math.Clamp(share, -1e6, 1e6) * 100, MidpointRounding.AwayFromZero),
                _ => null,
            };
        }

        if (sum is { } total && total != 100 * 100)
            tell(
                entry["splits"],
                string.Create(CultureInfo.InvariantCulture, $"gives out {total / 100m:0.##} of 100 percent"),
                "let the weights sum to 100");
    }
}
