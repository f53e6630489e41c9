using ConsulGen.Core.Bundles;

namespace ConsulGen.Core.Emitters;

/// <summary>A file of a machine. In the bundle it stands below the host's <c>rootfs</c>; install.sh gives it mode and owner.</summary>
/// <param name="Path">Absolute, on the machine.</param>
/// <param name="Mode">Octal, four digits.</param>
public sealed record HostFile(string Path, Content Content, string Mode, string Owner, string Group);

/// <summary>A folder that install.sh creates, or whose mode and owner it puts right.</summary>
/// <param name="Mode">Octal, four digits; empty for one that is used as it is where it is there.</param>
public sealed record HostFolder(string Path, string Mode, string Owner, string Group);
