using System.Net;
using System.Net.Sockets;

namespace ConsulGen.Core.Topologies;

/// <summary>
/// Addresses of hosts, read strictly: <see cref="IPAddress.TryParse(string, out IPAddress)"/> alone takes <c>127.1</c>,
/// <c>010.0.0.1</c> (as octal) and <c>[::1]:80</c>.
/// </summary>
public static class Address
{
    public const string Expected = "expected an IPv4 or IPv6 address or a DNS name";

    public static bool IsIPv4(string text)
    {
        int dots = 0, digits = 0, number = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (digits == 0 || ++dots > 3) return false;
                digits = number = 0;
                continue;
            }

            if (!char.IsAsciiDigit(c) || (digits > 0 && number == 0)) return false;
            number = (number * 10) + (c - '0');
            if (++digits > 3 || number > byte.MaxValue) return false;
        }

        return dots == 3 && digits > 0;
    }

    public static bool IsIPv6(string text) =>
        text.AsSpan().Count(':') >= 2
        && text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>One spelling for each address, so that the same machine is known as the same.</summary>
    public static string Canonical(string text) => IsIPv6(text) ? IPAddress.Parse(text).ToString() : text;

    public static bool IsIP(string text) => IsIPv4(text) || IsIPv6(text);

    /// <summary>A DNS name; one whose last label is a number is a mistyped address.</summary>
    public static bool IsName(string text)
    {
        if (text.Length is 0 or > 253) return false;
        var labels = text.Split('.');
        return labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    public static bool IsValid(string text) => IsIP(text) || IsName(text);

    /// <summary>The address with a port, as URLs and nginx write it: IPv6 in brackets.</summary>
    public static string WithPort(string address, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address)}:{port}");

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && label[0] != '-' && label[^1] != '-';
}
