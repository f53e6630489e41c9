using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>How much text placeholders may still make. A long variable that each of many hosts uses is short in the inventory only.</summary>
/// <param name="characters">Of the hosts that are resolved on one thread.</param>
internal sealed class ExpansionRoom(long characters, FindingBag findings)
{
    public bool Takes(int length, SourceSpan span)
    {
        if (characters < 0) return false;
        characters -= length;
        if (characters >= 0) return true;
        Limits.Report(
            findings,
            span,
            $"{Limits.Count(Limits.ExpandedText)} characters in what its placeholders stand for, of all hosts",
            "make the variable shorter, or let fewer hosts use it");
        return false;
    }

    /// <summary>Number of values in it, its own included; no more than one above the limit is counted.</summary>
    public static int Count(Value value, int most = Limits.ExpandedValues)
    {
        var count = 1;
        var inner = value switch
        {
            ListValue list => list.Items,
            MapValue map => map.Entries.Select(e => e.Value),
            _ => [],
        };
        foreach (var item in inner)
        {
            if (count > most) break;
            count += Count(item, most - count);
        }

        return count;
    }
}
