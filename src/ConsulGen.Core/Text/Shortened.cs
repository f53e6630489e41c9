namespace ConsulGen.Core.Text;

public static class Shortened
{
    /// <summary>The text, or its beginning with dots behind it; a character of two units stays whole.</summary>
    public static string To(int most, string text)
    {
        if (text.Length <= most) return text;
        var end = char.IsHighSurrogate(text[most - 4]) ? most - 4 : most - 3;
        return text[..end] + "...";
    }
}
