namespace ConsulGen.Core.Formats.Reading;

/// <summary>Where a text stops being what it should be. It ends a reader, and never leaves it.</summary>
/// <param name="start">Index in the text.</param>
/// <param name="length">Of what is wrong there.</param>
internal sealed class SyntaxException(int start, int length, string message, string help) : Exception(message)
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    public string Help { get; } = help;
}
