using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats.Reading;

/// <summary>
/// Reads a file of Consul's, in HCL 1 or in JSON, to values that know their places. It is total: a text that is neither gives a finding
/// at the place where it stops being so.
/// </summary>
public static class ConfigText
{
    /// <summary>The rule of what cannot be read.</summary>
    public const string SyntaxRule = "config-syntax";

    /// <summary>The rule of what is read as it is meant, though Consul would refuse it, or take only a part.</summary>
    public const string FormRule = "config-form";

    /// <summary>
    /// By the file's ending, as Consul does. HCL 1 itself takes a text that begins with a brace for JSON, and then knows no comments; both
    /// are read here with comments.
    /// </summary>
    /// <returns>Null when it cannot be read.</returns>
    public static MapValue? Read(SourceText source, FindingBag findings)
    {
        var isJson = source.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || source.Text.AsSpan().TrimStart() is ['{', ..];
        try
        {
            return isJson ? new JsonParser(source, findings).Document() : new HclParser(source).Document();
        }
        catch (SyntaxException e)
        {
            findings.Add(SyntaxRule, PlaceOf(source, e.Start, e.Length), $"this is no {(isJson ? "JSON" : "HCL")}: {e.Message}", e.Help);
            return null;
        }
    }

    /// <summary>The place of a part of the text, as far as it stands on its first line.</summary>
    internal static SourceSpan PlaceOf(SourceText source, int start, int length)
    {
        var (line, column) = source.PlaceOf(Math.Min(start, source.Text.Length));
        return new SourceSpan(source, line, column, Math.Clamp(length, 1, Math.Max(1, source.Line(line).Length - column + 1)));
    }
}
