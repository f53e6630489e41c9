using System.Security.Cryptography;
using CommandLine;
using ConsulGen.Cli.Terminal;

namespace ConsulGen.Cli.Commands;

[Verb("keygen", HelpText = "Print a new gossip key, as consul keygen does.")]
internal sealed class KeygenOptions;

internal static class KeygenCommand
{
    /// <summary>As <c>consul keygen</c> makes since 1.6.0; every version takes 16, 24 and 32 bytes.</summary>
    private const int Bytes = 32;

    public static int Run(CliContext context)
    {
        context.Out.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
        return ExitCode.Ok;
    }
}
