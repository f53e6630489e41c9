using System.Globalization;

namespace ConsulGen.Tests.Fuzzing;

/// <summary>How much is tried: little in a run of all tests, and what <c>CONSULGEN_FUZZ</c> and <c>CONSULGEN_SEED</c> say.</summary>
internal static class Fuzz
{
    public static int Count { get; } = Number("CONSULGEN_FUZZ", 400);

    public static int First { get; } = Number("CONSULGEN_SEED", 1);

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
