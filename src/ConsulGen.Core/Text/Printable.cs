using System.Text;

namespace ConsulGen.Core.Text;

/// <summary>What a user wrote must not steer the terminal that shows it, nor break a line or a document that holds it.</summary>
public static class Printable
{
    /// <summary>As long as the text: a question mark stands for each character that nothing prints, a blank for a tab.</summary>
    public static string Text(string text)
    {
        if (ForbiddenCharacters.IndexIn(text, allowLineFeed: false) < 0) return text;
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            var piece = text.AsSpan(i, length);
            if (ForbiddenCharacters.IndexIn(piece, allowLineFeed: false) < 0) shown.Append(piece);
            else shown.Append(text[i] == '\t' ? ' ' : '?');
            i += length - 1;
        }

        return shown.ToString();
    }
}
