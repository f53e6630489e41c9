using System.Text;

namespace ConsulGen.Cli.Terminal;

/// <summary>What a command reads from and writes to; tests put their own in its place.</summary>
internal sealed record CliContext(TextReader In, TextWriter Out, TextWriter Error)
{
    /// <summary>Findings may be coloured when the user leaves it to us.</summary>
    public bool OutTakesColor { get; init; }

    /// <summary>The same, with a filter before what people and the runners of jobs read.</summary>
    public CliContext Printed() => this with { Out = new PrintedWriter(Out), Error = new PrintedWriter(Error) };

    public static CliContext ForConsole()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var takesColor = TakesColor();
        // CommandLineParser asks how wide the console is, and that would send a terminal whose name it knows an escape.
        if (!OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable("TERM", null);
        return new CliContext(
            new StreamReader(StandardStream.Input(), new UTF8Encoding(false, throwOnInvalidBytes: true)),
            new StreamWriter(StandardStream.Output(), utf8) { NewLine = "\n" },
            new StreamWriter(StandardStream.Error(), utf8) { NewLine = "\n", AutoFlush = true })
        {
            OutTakesColor = takesColor,
        };
    }

    // NO_COLOR wins over FORCE_COLOR, which wins over what the terminal is (no-color.org, force-color.org).
    private static bool TakesColor()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))) return false;
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FORCE_COLOR"))) return true;
        return !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } term && term != "dumb";
    }
}
