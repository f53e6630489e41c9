namespace ConsulGen.Core.Text;

public static class Shortened
{
    private const string Dots = "...";

    /// <summary>What a reader takes for one character has seldom more UTF-16 units: a family of four has eleven.</summary>
    private const int LongestCharacter = 16;

    /// <summary>The text, or its beginning with dots behind it; what a reader takes for one character stays whole.</summary>
    /// <param name="most">Of UTF-16 units, with the dots.</param>
    public static string Of(string text, int most = 80)
    {
        if (text.Length <= most) return text;
        int room = most - Dots.Length, end = 0;
        for (var next = 0; end + next <= room; next = StringInfo.GetNextTextElementLength(text, end)) end += next;
        // A character may have marks without end, and as many would then be left out.
        return text[..(end < room - LongestCharacter ? Border(text, room) : end)] + Dots;
    }

    /// <summary>The index, or the one before it where a character of two units would be cut there.</summary>
    public static int Border(string text, int index) =>
        index > 0 && index < text.Length && char.IsSurrogatePair(text[index - 1], text[index]) ? index - 1 : index;
}
