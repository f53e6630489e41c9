using ConsulGen.Core.Text;

namespace ConsulGen.Core.Diagnostics;

/// <summary>The remedy of a finding where it is exact and leaves nothing to choose: another text for a part of one line.</summary>
public sealed record Fix(SourceSpan Span, string Text)
{
    /// <summary>
    /// Another word in the place of one, in the quotes that it has. Null where the line does not show just this word: with escapes in
    /// it, or over several lines.
    /// </summary>
    public static Fix? Word(SourceSpan span, string word, string other) =>
        span.Text == word ? new Fix(span, other) : Quotes(span, word) is { } quote ? new Fix(span, quote + other + quote) : null;

    /// <summary>Takes the quotes away.</summary>
    public static Fix? Unquoted(SourceSpan span, string word) => Quotes(span, word) is null ? null : new Fix(span, word);

    /// <summary>Puts a word into quotes, in which nothing of it means anything else.</summary>
    public static Fix? Quoted(SourceSpan span, string word) => span.Text == word && IsSimple(word) ? new Fix(span, $"\"{word}\"") : null;

    /// <summary>Makes a list of one item, in its quotes if it has them.</summary>
    public static Fix? Listed(SourceSpan span, string word) =>
        IsSimple(word) && (span.Text == word || Quotes(span, word) is not null) ? new Fix(span, $"[{span.Text}]") : null;

    private static string? Quotes(SourceSpan span, string word) =>
        span.Text is ['"' or '\'', ..] text && text[0] == text[^1] && text.Length > 1 && text[1..^1] == word ? text[..1] : null;

    /// <summary>Nothing that YAML reads otherwise within brackets or quotes.</summary>
    private static bool IsSimple(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '/' or '-' or '+');
}
