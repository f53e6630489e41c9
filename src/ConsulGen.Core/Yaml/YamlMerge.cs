using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Core.Yaml;

/// <summary>Makes one inventory of the files of a directory: mappings merge, anything else that two files define is an error.</summary>
public static class YamlMerge
{
    /// <summary>Two names are a sign that the files are no parts of one inventory.</summary>
    private const string Apart = "the files of a folder are one inventory; where each is one of its own, name them one by one: consulgen lint FOLDER/*.yml";

    /// <param name="documents">At least one, in the order of their file names.</param>
    public static YamlMapping Merge(IReadOnlyList<YamlMapping> documents, FindingBag findings)
    {
        var merged = documents[0];
        foreach (var next in documents.Skip(1)) merged = Merge(merged, next, findings);
        return merged;
    }

    private static YamlMapping Merge(YamlMapping first, YamlMapping second, FindingBag findings)
    {
        var entries = first.Entries.ToList();
        var duplicates = first.Duplicates.AddRange(second.Duplicates).ToBuilder();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++) places[entries[i].Key.Text] = i;
        foreach (var entry in second.Entries)
        {
            if (!places.TryGetValue(entry.Key.Text, out var at))
            {
                places[entry.Key.Text] = entries.Count;
                entries.Add(entry);
            }
            else if (entries[at].Value is YamlMapping a && entry.Value is YamlMapping b)
            {
                entries[at] = entries[at] with { Value = Merge(a, b, findings) };
            }
            else if (!IsSameScalar(entries[at].Value, entry.Value) || entry.Key.Text != "consulgen")
            {
                DuplicateKey.Report(findings, entry.Key, entries[at].Key.Span, entry.Key.Text == "name" ? Apart : "remove one of the two");
                duplicates.Add(entry);
            }
        }

        return new YamlMapping(first.Span, [.. entries]) { Duplicates = duplicates.ToImmutable() };
    }

    // Every file may say which version of the format it is in.
    private static bool IsSameScalar(YamlNode a, YamlNode b) => a is YamlScalar x && b is YamlScalar y && x.Text == y.Text;
}
