using ConsulGen.Cli;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>What the program does with the streams that it is started with, which only a process of its own shows.</summary>
public sealed class StreamTests : IDisposable
{
    private const string Inventory =
        "consul: { version: 1.21.4 }\ndatacenters: { dc1: { servers: { hosts: { \"s[1:3]\": { address: \"10.0.0.[1:3]\" } } } } }\n";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [MachineFact(Needs.Unix)]
    public void closed_standard_input_is_an_empty_one()
    {
        Assert.Equal((0, ""), Code(Shell("--version <&-")));
        Assert.Equal((2, "1 error\n"), Code(Shell("lint - <&-")));
    }

    [MachineFact(Needs.Unix)]
    public void an_answer_that_nobody_gets_is_an_error()
    {
        Assert.Equal(2, Shell("rules >&-").ExitCode);
        Assert.Equal(0, Shell("lint x.yml >&-").ExitCode);
        Assert.Equal(2, Shell("lint nothing.yml 2>&-").ExitCode);
    }

    [MachineFact(Needs.Unix)]
    public void with_all_closed_a_build_writes_the_same_files()
    {
        Assert.Equal(0, Shell("build x.yml -o all <&- >&- 2>&-").ExitCode);
        Assert.Equal(0, Shell("build x.yml -o all --check").ExitCode);
    }

    [MachineFact(Needs.Unix)]
    public void pipes_of_the_shell_are_read()
    {
        Assert.Equal((0, ""), Code(Run.Program("bash", ["-c", $"exec {Command} lint <(sleep 0.2; cat x.yml)"], folder: Folder())));
        Assert.Equal((0, ""), Code(Shell("lint /dev/stdin < x.yml")));
    }

    [ConsumerFact("script")]
    public void a_terminal_gets_no_escape_without_colour()
    {
        foreach (var (environment, isColoured) in new[] { ("TERM=xterm", true), ("TERM=xterm NO_COLOR=1", false) })
        {
            var ran = Run.Program("script", ["-qec", $"env -u NO_COLOR {environment} {Command} lint x.yml", "/dev/null"], folder: Folder("99"));
            Assert.Equal(isColoured, ran.Out.Contains('\u001b', StringComparison.Ordinal));
            Assert.DoesNotContain("\u001b[?1h", ran.Out, StringComparison.Ordinal);
        }
    }

    private static (int, string) Code(Ran ran) => (ran.ExitCode, ran.Error);

    /// <summary>The program as a shell starts it.</summary>
    internal static string Command => Environment.GetEnvironmentVariable("CONSULGEN_NATIVE") is { Length: > 0 } native
        ? $"'{native}'"
        : $"dotnet exec '{typeof(CommandRunner).Assembly.Location}'";

    private Ran Shell(string line) => Run.Program("sh", ["-c", $"exec {Command} {line}"], folder: Folder());

    private string Folder(string version = "1.21.4")
    {
        _scratch.Write("x.yml", Inventory.Replace("1.21.4", version, StringComparison.Ordinal));
        return _scratch.Path;
    }
}
