using ConsulGen.Core.Formats;

namespace ConsulGen.Core.Emitters;

/// <summary>What no program of a bundle needs, taken from its unit: systemd.exec(5). A release of systemd that does not know a key only says so.</summary>
internal static class UnitConfinement
{
    /// <summary>Devices, the kernel, the clock, the name of the host.</summary>
    public static UnitSection WithoutKernel(this UnitSection service) => service
        .Set("PrivateDevices", "yes")
        .Set("ProtectKernelTunables", "yes")
        .Set("ProtectKernelModules", "yes")
        .Set("ProtectKernelLogs", "yes")
        .Set("ProtectControlGroups", "yes")
        .Set("ProtectClock", "yes")
        .Set("ProtectHostname", "yes");

    /// <summary>Ways to more privileges than it has.</summary>
    public static UnitSection WithoutPrivileges(this UnitSection service) => service
        .Set("RestrictSUIDSGID", "yes")
        .Set("RestrictRealtime", "yes")
        .Set("RestrictNamespaces", "yes")
        .Set("LockPersonality", "yes");
}
