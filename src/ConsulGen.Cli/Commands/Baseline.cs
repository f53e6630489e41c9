using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConsulGen.Cli.Inputs;
using ConsulGen.Cli.Rendering;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Cli.Commands;

/// <summary>
/// The findings that a repository starts with, so that the gate can stand today: they are left out, and any that comes on top of
/// them is reported. A finding is known by rule, file and message, not by its line, which moves.
/// </summary>
internal sealed partial class Baseline(ImmutableSortedDictionary<string, int> counts)
{
    private const int FormatVersion = 1;

    /// <summary>Some hundred thousand findings.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    public static Baseline Of(IEnumerable<Finding> findings) =>
        new(findings.GroupBy(Key, StringComparer.Ordinal).ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal));

    /// <exception cref="InputException">The file cannot be read, or is no baseline.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(InputFile.Read(path, MaxBytes).Bytes).TrimStart('\ufeff'));
            if (document.RootElement.GetProperty("format").GetInt32() != FormatVersion)
                throw new InputException($"{path} is a baseline of another version; write it anew with --write-baseline");
            return new Baseline(document.RootElement.GetProperty("findings").EnumerateObject().ToImmutableSortedDictionary(
                f => f.Name,
                f => f.Value.GetInt32() is > 0 and var count ? count : throw new FormatException(),
                StringComparer.Ordinal));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InputException($"{path} is no baseline; write one with --write-baseline");
        }
    }

    /// <summary>The compilations without the findings that the baseline has, and how many of its own are no longer there.</summary>
    public (IReadOnlyList<Compilation> Compilations, long Gone) Apply(IReadOnlyList<Compilation> compilations)
    {
        var left = counts.ToDictionary(StringComparer.Ordinal);
        var shown = compilations.Select(c => c.With([.. c.Findings.Where(f => !Takes(left, Key(f)))])).ToList();
        return (shown, left.Values.Sum(count => (long)count));
    }

    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Write(string path)
    {
        try
        {
            LinkPolicy.CheckToWrite(path);
            using var file = new StreamWriter(path);
            JsonText.Write(file, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format", FormatVersion);
                json.WriteStartObject("findings");
                foreach (var (key, count) in counts) json.WriteNumber(key, count);
                json.WriteEndObject();
                json.WriteEndObject();
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot write {path}: {e.Message}");
        }
    }

    private static bool Takes(Dictionary<string, int> left, string key)
    {
        if (left.GetValueOrDefault(key) == 0) return false;
        left[key]--;
        return true;
    }

    // Places in a message ("already used at 9:9") move as lines do.
    private static string Key(Finding finding) => $"{ReportPath.Plain(finding.Span.Path)}: {finding.Rule}: {Place().Replace(finding.Message, "*")}";

    [GeneratedRegex("[0-9]+:[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
