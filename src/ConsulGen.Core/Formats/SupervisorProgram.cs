using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>A file of supervisor with one program: options in order, each once. Values are supervisor's own text, see <see cref="Supervisor"/>.</summary>
public sealed class SupervisorProgram(string name)
{
    private static readonly string[] Numbers = ["numprocs", "numprocs_start", "priority", "startretries", "startsecs", "stopwaitsecs"];

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
            else Set(entry.Key, Taken(entry.Key, string.Join(',', RawValues.Of(entry))));
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

    /// <summary>What supervisor takes for the option: one value that it refuses, and it starts no program at all.</summary>
    private static string Taken(string key, string value)
    {
        for (var i = value.IndexOf('%', StringComparison.Ordinal); i >= 0; i = value.IndexOf('%', i + 2))
        {
            if (i + 1 == value.Length || value[i + 1] is not ('%' or '('))
                throw new ArgumentException("supervisor puts something in place of a percent sign", key);
            if (i + 2 == value.Length) break;
        }

        if (value.Contains("%(", StringComparison.Ordinal)) return value;
        if (Numbers.Contains(key) && !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            throw new ArgumentException("a number is expected", key);
        return key == "process_name" && value.AsSpan().ContainsAny(' ', ':', '/')
            ? throw new ArgumentException("no name of a process has a blank, a colon or a slash", key)
            : value;
    }

    private static string Key(string key)
    {
        foreach (var c in key)
            if (!char.IsAsciiLetterLower(c) && c != '_') throw new ArgumentException($"\"{key}\" is not an option of supervisor's", nameof(key));
        return key.Length > 0 ? key : throw new ArgumentException("an option has a name", nameof(key));
    }
}
