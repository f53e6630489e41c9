using ConsulGen.Core.Values;

namespace ConsulGen.Core.Formats;

/// <summary>Numbers in the one form that JSON, HCL 1 and YAML 1.1 and 1.2 all read as the same number.</summary>
internal static class Numbers
{
    /// <summary>The number's text. HCL 1 takes a leading zero for octal, and JSON has no infinity: neither is let through.</summary>
    public static string Of(ScalarValue scalar) =>
        IsJsonNumber(scalar.Text) ? scalar.Text : throw new InvalidOperationException($"\"{scalar.Text}\" is not a number that every format can hold");

    public static bool IsJsonNumber(string text)
    {
        var at = text.StartsWith('-') ? 1 : 0;
        var whole = Digits(text, ref at);
        if (whole == 0 || (whole > 1 && text[at - whole] == '0')) return false;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (Digits(text, ref at) == 0) return false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-') at++;
            if (Digits(text, ref at) == 0) return false;
        }

        return at == text.Length;
    }

    private static int Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at - start;
    }
}
