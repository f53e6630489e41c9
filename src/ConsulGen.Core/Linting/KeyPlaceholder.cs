namespace ConsulGen.Core.Linting;

internal static class KeyPlaceholder
{
    /// <summary>Whether a key has what would be a placeholder in a value; one rule reports it, and the others leave it alone.</summary>
    public static bool IsIn(string key) => key.Contains("${", StringComparison.Ordinal);
}
