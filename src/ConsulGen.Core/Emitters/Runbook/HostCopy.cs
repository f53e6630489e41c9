namespace ConsulGen.Core.Emitters.Runbook;

/// <summary>
/// How a host gets its folder with <c>install.sh</c> in it: as an archive through a pipe, so that it takes no other tool there. What is
/// unpacked belongs to whoever unpacks it, and not to the one with the same number who made the bundle.
/// </summary>
internal static class HostCopy
{
    /// <param name="folder">Of the host in the bundle, as a word of the shell.</param>
    public static string Packed(string folder) => $"tar -cf - install.sh -C {folder} .";

    /// <param name="folder">Of the host on the host, as a word of the shell there.</param>
    public static string Unpacked(string folder) => $"mkdir -p {folder} && tar -xf - --no-same-owner -C {folder}";
}
