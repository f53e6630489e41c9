using System.Collections.Frozen;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>Whose a folder of a machine is, by where it is.</summary>
internal enum FolderOwner
{
    /// <summary>One where a program has a folder of its own: it may be the agent's.</summary>
    Program,

    /// <summary>The parent of such folders: nobody's alone.</summary>
    Shared,

    /// <summary>The system's: who may write there can become root, or it is read-only.</summary>
    System,
}

/// <summary>
/// The Filesystem Hierarchy Standard names the places where programs have folders of their own, a name each; at the top of the tree and
/// below <c>/var</c> every name that it does not define is a program's too. All else is the system's.
/// </summary>
internal static class FolderPlace
{
    /// <summary>Folders whose children are programs' own.</summary>
    private static readonly FrozenSet<string> Parents = Set(
        "/etc /etc/opt /home /media /mnt /opt /run /srv /tmp /usr/local/etc /usr/local/var /usr/local/var/lib /usr/local/var/log /usr/local/var/run "
            + "/var/cache /var/lib /var/local /var/log /var/opt /var/tmp");

    /// <summary>Folders that the standard defines, or every Linux has, at the top, below <c>/usr/local</c> and below <c>/var</c>.</summary>
    private static readonly FrozenSet<string> Defined = Set(
        "/bin /boot /dev /lib /lib32 /lib64 /libx32 /lost+found /proc /root /sbin /sys /usr "
            + "/usr/local/bin /usr/local/games /usr/local/include /usr/local/lib /usr/local/lib64 /usr/local/libexec /usr/local/man /usr/local/sbin "
            + "/usr/local/share /usr/local/src "
            + "/var/account /var/adm /var/backups /var/crash /var/db /var/empty /var/games /var/kerberos /var/lock /var/mail /var/nis /var/preserve "
            + "/var/spool /var/yp");

    /// <summary>The parents in which the base system has folders too.</summary>
    private static readonly FrozenSet<string> Common = Set("/etc /run /var/cache /var/lib /var/log");

    /// <summary>The names there of the base system, and of the programs beside Consul that a bundle is for.</summary>
    private static readonly FrozenSet<string> Taken = Set(
        "NetworkManager X11 acpi alternatives apparmor apparmor.d apt audisp audit auditd avahi bash_completion.d binfmt.d blkid ca-certificates chrony "
            + "cloud cloud-init cni conf.d consulgen containerd containers cron.d cron.daily cron.hourly cron.monthly cron.weekly cron.yearly crond "
            + "cryptsetup cups dbus dbus-1 dconf default depmod.d dhcp dhclient dnf dnsmasq.d docker dpkg dracut.conf.d environment.d faillock firewalld "
            + "fonts gdm gnutls grub.d gss haproxy init init.d initctl initramfs initramfs-tools iproute2 journal keepalived kernel krb5.conf.d ld.so.conf.d "
            + "libvirt lock logrotate logrotate.d lvm mdadm misc modprobe.d modules-load.d motd.d mount netns netplan network networkd-dispatcher nftables "
            + "nginx ntp openvpn os-prober pam.d pcp pki plymouth podman polkit-1 ppp private profile.d prometheus rc.d rc0.d rc1.d rc2.d rc3.d rc4.d rc5.d "
            + "rc6.d rcS.d resolvconf rhsm rpm rsyslog rsyslog.d samba sasl2 screen secrets security selinux sensors.d sgml shm skel snapd snmp ssh sshd ssl "
            + "sssd sudo sudo.conf.d sudoers.d supervisor supervisord.d sysconfig sysctl.d systemd terminfo tmpfiles.d tuned ucf udev udisks2 ufw user "
            + "usermode utmp vim wpa_supplicant xdg xinetd.d yum yum.repos.d zypp");

    /// <param name="folder">An absolute path.</param>
    public static FolderOwner OwnerOf(string folder)
    {
        var path = Current(folder).TrimEnd('/');
        if (path.Length == 0 || path is "/usr/local" or "/var" || Parents.Contains(path)) return FolderOwner.Shared;
        for (var parent = path; parent.Length > 0; parent = parent[..parent.LastIndexOf('/')])
        {
            if (Defined.Contains(parent)) return IsLocal(path) ? FolderOwner.Program : FolderOwner.System;
            var slash = parent.LastIndexOf('/');
            if (Common.Contains(parent[..slash]) && Taken.Contains(parent[(slash + 1)..])) return FolderOwner.System;
        }

        return FolderOwner.Program;

        // Of all that is below /usr, this only is not the distribution's.
        static bool IsLocal(string path) =>
            path.StartsWith("/usr/local/", StringComparison.Ordinal) && !Defined.Contains("/usr/local/" + path.Split('/')[3]);
    }

    /// <summary>Everyone may make files there.</summary>
    public static bool IsOpen(string folder) => folder is "/tmp" or "/var/tmp" or "/dev/shm";

    /// <summary>Nothing that a program writes has its place among the configuration.</summary>
    public static bool IsConfiguration(string folder) =>
        folder.StartsWith("/etc/", StringComparison.Ordinal) || folder.StartsWith("/usr/local/etc/", StringComparison.Ordinal);

    /// <summary>The same folder under the name that it has now.</summary>
    public static string Current(string path) =>
        path == "/var/run" || path.StartsWith("/var/run/", StringComparison.Ordinal) ? path["/var".Length..] : path;

    public static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
