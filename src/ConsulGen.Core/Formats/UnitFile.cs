using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>A systemd unit or drop-in: sections in the order in which they are first asked for.</summary>
public sealed class UnitFile
{
    private readonly List<UnitSection> _sections = [];

    /// <summary>The section of this name, at the end of the file when it is new.</summary>
    public UnitSection Section(string name)
    {
        var section = _sections.Find(s => string.Equals(s.Name, name, StringComparison.Ordinal));
        if (section is not null) return section;
        section = new UnitSection(Name(name));
        _sections.Add(section);
        return section;
    }

    /// <summary>
    /// Applies what the user says in systemd's own words, by section and key: a text replaces all values of the key, a list gives it
    /// several, an empty text writes <c>Key=</c>, null removes the key (or the whole section).
    /// </summary>
    public void Override(MapValue overrides)
    {
        if (overrides.IsEmpty) return;
        foreach (var entry in overrides.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (entry.Value is MapValue keys) Section(entry.Key).Override(keys);
            else if (entry.Value is ScalarValue { Kind: ScalarKind.Null }) _sections.RemoveAll(s => string.Equals(s.Name, entry.Key, StringComparison.Ordinal));
            else throw new ArgumentException($"the section \"{entry.Key}\" wants keys and values", nameof(overrides));
        }
    }

    public string Write(string? comment = null)
    {
        var text = new TextBuilder();
        Comments.Write(text, comment);
        var written = !string.IsNullOrEmpty(comment);
        foreach (var section in _sections)
        {
            if (section.IsEmpty) continue;
            if (written) text.Line();
            section.Write(text);
            written = true;
        }

        return text.ToString();
    }

    /// <summary>The name of a section or key, or an exception.</summary>
    internal static string Name(string name) =>
        PlainWord.IsMadeOf(name, "-") && char.IsAsciiLetter(name[0])
            ? name
            : throw new ArgumentException($"\"{name}\" is not a name of systemd's", nameof(name));
}
