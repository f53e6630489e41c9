using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>A file of supervisor with one program: options in order, each once. Values are supervisor's own text, see <see cref="Supervisor"/>.</summary>
public sealed class SupervisorProgram(string name)
{
    private readonly List<(string Key, string Value)> _options = [];

    /// <summary>A name in which nothing has a meaning for supervisor: no colon, slash, blank, bracket or percent sign.</summary>
    public string Name { get; } = PlainWord.IsMadeOf(name, "._-")
        ? name
        : throw new ArgumentException($"\"{name}\" cannot be the name of a program", nameof(name));

    public SupervisorProgram Set(string key, string rawValue)
    {
        var at = _options.FindIndex(o => string.Equals(o.Key, key, StringComparison.Ordinal));
        var option = (Key(key), PlainWord.OneLine(rawValue));
        if (at < 0) _options.Add(option);
        else _options[at] = option;
        return this;
    }

    /// <summary>
    /// Applies what the user says in supervisor's own words: a text replaces the value, a list is joined with commas, null removes the option.
    /// </summary>
    public void Override(MapValue overrides)
    {
        foreach (var entry in overrides.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (entry.Value is ScalarValue { Kind: ScalarKind.Null }) _options.RemoveAll(o => string.Equals(o.Key, entry.Key, StringComparison.Ordinal));
            else Set(entry.Key, string.Join(',', RawValues.Of(entry)));
        }
    }

    public string Write(string? comment = null)
    {
        var text = new TextBuilder();
        Comments.WriteHeader(text, comment);
        text.Append("[program:").Append(Name).Line("]");
        foreach (var (key, value) in _options) text.Append(key).Append('=').Line(value);
        return text.ToString();
    }

    private static string Key(string key)
    {
        foreach (var c in key)
            if (!char.IsAsciiLetterLower(c) && c != '_') throw new ArgumentException($"\"{key}\" is not an option of supervisor's", nameof(key));
        return key.Length > 0 ? key : throw new ArgumentException("an option has a name", nameof(key));
    }
}
