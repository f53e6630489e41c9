using System.Diagnostics;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>A theory that needs a network of its own, and needs no root for it; skipped, and said so, where the kernel or a container forbids that.</summary>
internal sealed class NamespaceTheoryAttribute : TheoryAttribute
{
    private static readonly string[] Others = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
    private static readonly string[] Namespaces = ["--user", "--map-root-user", .. Others];

    private static readonly Lazy<bool> Allowed = new(() =>
        Programs.Find("unshare") is { } unshare && Programs.Find("ip") is { } ip
        && Run.Program(unshare, [.. Namespaces, ip, "link", "add", "br0", "type", "bridge"]).ExitCode == 0);

    public NamespaceTheoryAttribute(params string[] programs) =>
        Skip = new ConsumerTheoryAttribute(programs).Skip ?? (Allowed.Value ? null : "namespaces of an own user, network and mounts are not to be had here");

    /// <summary>It needs users too, and so is skipped, and says so, where root does not run it.</summary>
    public bool OfRoot
    {
        get;
        set
        {
            field = value;
            if (value && !Environment.IsPrivilegedProcess) Skip ??= "only root has the users of a whole system";
        }
    }

    /// <summary>Runs a script of bash in namespaces of its own. Whatever it leaves running ends with it.</summary>
    public static Ran Bash(string script, params string[] arguments) =>
        Run.Program(Programs.Path("unshare"), [.. Namespaces, "bash", "-c", script, "bash", .. arguments]);

    /// <summary>A bash in namespaces of its own that reads commands from its input; at its end it takes along whatever runs there.</summary>
    public static Process Shell(params string[] arguments) => Run.Start(Programs.Path("unshare"), [.. Namespaces, "bash", "-s", "--", .. arguments]);

    /// <summary>As <see cref="Shell"/>, with the users of this machine; for its root.</summary>
    public static Process ShellOfRoot(params string[] arguments) => Run.Start(Programs.Path("unshare"), [.. Others, "bash", "-s", "--", .. arguments]);
}
