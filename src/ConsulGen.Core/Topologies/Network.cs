using System.Net;

namespace ConsulGen.Core.Topologies;

/// <summary>Networks, which are addresses with the length of a prefix, or single addresses.</summary>
public static class Network
{
    public const string Expected = "expected an address, or a network such as 10.0.0.0/8";

    public static bool IsIPv4(string network) => Address.IsIPv4(network.Split('/')[0]);

    /// <summary>Bits behind the prefix are not set: tools of firewalls read such a network in different ways.</summary>
    public static bool IsValid(string text)
    {
        if (text.Split('/') is not [var address, ..] parts || !Address.IsIP(address)) return false;
        if (parts.Length == 1) return true;
        var bits = Address.IsIPv4(address) ? 32 : 128;
        return parts.Length == 2 && parts[1].Length is > 0 and <= 3
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= bits
            && (NumberOf(IPAddress.Parse(address)) & Below(bits - length)) == 0;
    }

    /// <summary>
    /// The fewest networks that hold these addresses and no other, so that a range of hosts is a few of them. What is no address is left
    /// out; networks stay as they are.
    /// </summary>
    public static IEnumerable<string> Cover(IEnumerable<string> addresses)
    {
        var all = addresses.Distinct(StringComparer.Ordinal).ToList();
        var single = all.Where(Address.IsIP).Select(IPAddress.Parse).ToList();
        foreach (var family in single.GroupBy(a => a.AddressFamily).OrderBy(g => g.Key))
        {
            var numbers = family.Select(NumberOf).Distinct().Order().ToList();
            var bits = family.First().GetAddressBytes().Length * 8;
            for (var i = 0; i < numbers.Count;)
            {
                // The largest block that begins here and is full.
                var size = 0;
                while (size < bits && (numbers[i] & Below(size + 1)) == 0 && IsFull(numbers, i, size + 1)) size++;
                yield return size == 0 ? TextOf(numbers[i], bits) : string.Create(CultureInfo.InvariantCulture, $"{TextOf(numbers[i], bits)}/{bits - size}");
                i += 1 << size;
            }
        }

        foreach (var network in all.Where(a => a.Contains('/', StringComparison.Ordinal) && IsValid(a)).Order(StringComparer.Ordinal)) yield return network;
    }

    private static bool IsFull(List<UInt128> numbers, int from, int size) =>
        size < 31 && from + (1 << size) - 1 is var last && last < numbers.Count && numbers[last] == numbers[from] + (UInt128)((1 << size) - 1);

    /// <summary>That many bits; a shift by all of them would be none.</summary>
    private static UInt128 Below(int bits) => bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;

    private static UInt128 NumberOf(IPAddress address)
    {
        var number = UInt128.Zero;
        foreach (var part in address.GetAddressBytes()) number = (number << 8) | part;
        return number;
    }

    private static string TextOf(UInt128 number, int bits)
    {
        var bytes = new byte[bits / 8];
        for (var i = bytes.Length - 1; i >= 0; i--, number >>= 8) bytes[i] = (byte)(number & 0xff);
        return new IPAddress(bytes).ToString();
    }
}
