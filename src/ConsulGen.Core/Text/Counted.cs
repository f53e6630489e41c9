namespace ConsulGen.Core.Text;

/// <summary>Numbers with their nouns: "1 server", "2 servers".</summary>
public static class Counted
{
    /// <param name="many">The plural, where it is not the noun with an "s".</param>
    public static string Of(long count, string noun, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? noun : many ?? noun + "s")}");
}
