using ConsulGen.Core.Text;

namespace ConsulGen.Core.Formats;

/// <summary>The <c>#</c> comments that all formats but JSON share.</summary>
internal static class Comments
{
    /// <summary>Writes each line of the comment as a comment line; no text in it can end one early.</summary>
    public static void Write(TextBuilder text, string? comment, int indent = 0)
    {
        if (string.IsNullOrEmpty(comment)) return;
        if (ForbiddenCharacters.IndexIn(comment, allowLineFeed: true) is >= 0 and var at)
            throw new ArgumentException($"a comment cannot hold {ForbiddenCharacters.Name(comment[at])}", nameof(comment));
        foreach (var line in comment.TrimEnd('\n').Split('\n'))
            text.Append(' ', indent).Line(line.Length == 0 ? "#" : $"# {line}");
    }

    /// <summary>The comment at the head of a file, with a blank line after it.</summary>
    public static void WriteHeader(TextBuilder text, string? comment)
    {
        if (string.IsNullOrEmpty(comment)) return;
        Write(text, comment);
        text.Line();
    }
}
