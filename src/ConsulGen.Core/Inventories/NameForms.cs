using System.Text.RegularExpressions;

namespace ConsulGen.Core.Inventories;

/// <summary>The closed grammars of names that become part of a path, a unit or a configuration's syntax.</summary>
public static partial class NameForms
{
    public const string NodeExpected = "expected letters, digits, \"-\", \"_\" and \".\", at most 128, with a letter or digit at both ends";
    public const string DatacenterExpected = "expected lower-case letters, digits, \"-\" and \"_\", at most 63, with a letter or digit first";
    public const string PathExpected = "expected an absolute path of letters, digits, blanks and \"._@+,=:-\", without \"..\"";

    /// <summary>What file systems take for a name, in bytes.</summary>
    private const int MostOfName = 255;

    /// <summary>Consul takes nearly any node name; a folder, a DNS name and an Ansible host do not.</summary>
    public static bool IsNode(string name) => name.Length <= 128 && NodePattern().IsMatch(name) && !IsWindowsDevice(name);

    /// <summary>Consul: <c>^[a-z0-9_-]+$</c> after lower-casing (agent/config/builder.go, all versions).</summary>
    public static bool IsDatacenter(string name) => name.Length <= 63 && DatacenterPattern().IsMatch(name) && !IsWindowsDevice(name);

    public static bool IsUser(string name) => UserPattern().IsMatch(name);

    /// <summary>A unit or program name without its suffix; both systemd and supervisor take it.</summary>
    public static bool IsUnit(string name) => name.Length <= 200 && UnitPattern().IsMatch(name);

    public static bool IsAbsolutePath(string path) =>
        path.Length <= 1024 && PathPattern().IsMatch(path) && path.Split('/').All(part => part is not ("." or "..") && part.Length <= MostOfName);

    /// <summary>A file or folder of such a name cannot be checked out on Windows, where reviewers may be.</summary>
    private static bool IsWindowsDevice(string name) => WindowsDevicePattern().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NodePattern();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex DatacenterPattern();

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]{0,30}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"\A(/[A-Za-z0-9._@+,=: -]+)+/?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WindowsDevicePattern();
}
