namespace ConsulGen.Core.Graphs;

/// <summary>
/// Names of a picture's parts that mean nothing in any syntax: letters and numbers. Each datacenter counts its own, so that a change of
/// one leaves the text of the others as it is.
/// </summary>
internal sealed class PictureIds(string prefix = "")
{
    private readonly Dictionary<char, int> _last = [];

    public string Next(char letter)
    {
        var number = _last[letter] = _last.GetValueOrDefault(letter) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{letter}{number}");
    }
}
