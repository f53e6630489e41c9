using CommandLine;
using CommandLine.Text;
using ConsulGen.Cli.Commands;
using ConsulGen.Cli.Files;
using ConsulGen.Cli.Inputs;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli;

/// <summary>Parses the command line and runs the verb.</summary>
internal static class CommandRunner
{
    public static int Run(string[] args, CliContext streams)
    {
        var context = streams.Printed();
        try
        {
            var code = Dispatch(args, context);
            context.Out.Flush();
            return code;
        }
        catch (InputException e)
        {
            return Fail(context, e.Message, ExitCode.Usage);
        }
        catch (BundleWriteException e)
        {
            return Fail(context, e.Message, ExitCode.Usage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Standard output is closed or full.
            return Fail(context, e.Message, ExitCode.Usage);
        }
        catch (Exception e)
        {
            var message = $"this is a defect in consulgen, please report it: {e.GetType().Name}: {e.Message}";
            return Fail(context, message, ExitCode.Defect, "\n" + e.StackTrace);
        }
    }

    private static int Dispatch(string[] args, CliContext context)
    {
        using var parser = new Parser(settings =>
        {
            settings.HelpWriter = null;
            settings.CaseInsensitiveEnumValues = true;
            settings.AutoVersion = true;
            settings.AllowMultiInstance = true;
        });
        args = [.. args.TakeWhile(a => a != "--").Select(a => a == "-h" ? "--help" : a), .. args.SkipWhile(a => a != "--")];
        // CommandLineParser itself answers "help VERB" with the list of verbs.
        if (args is ["help", var verb] && !verb.StartsWith('-')) args = [verb, "--help"];
        // An option of many values takes the arguments after it too, unless its separator stands in the value.
        args = [.. args.Select((arg, i) => i > 0 && args[i - 1] == "--fail" ? arg + SimulateOptions.Separator : arg)];
        var result = parser.ParseArguments(args, [.. Verbs.Options]);
        return result.MapResult(
            options => Surplus(args) is { } problem ? Fail(context, problem, ExitCode.Usage) : Verbs.Run(options, context),
            errors => Help(result, errors.ToList(), context));
    }

    private static string? Surplus(string[] args)
    {
        if (Array.Find([.. Verbs.Usage().Verbs], v => v.Name == args[0]) is not { } verb || SurplusArguments.First(args, verb) is not { } first) return null;
        return $"{verb.Name} takes {string.Join(' ', verb.Values.Select(v => v.Argument.Name).DefaultIfEmpty("options only"))}, and no \"{first}\"";
    }

    private static int Help(ParserResult<object> result, List<Error> errors, CliContext context)
    {
        var asked = errors.Exists(e => e.Tag is ErrorType.HelpRequestedError or ErrorType.HelpVerbRequestedError or ErrorType.VersionRequestedError);
        var text = errors.Exists(e => e.Tag == ErrorType.VersionRequestedError)
            ? ProgramVersion.Long()
            : HelpText.AutoBuild(
                result,
                help =>
                {
                    help.Heading = ProgramVersion.Text;
                    help.Copyright = CommandUsage.Summary;
                    help.AdditionalNewLineAfterOption = false;
                    help.AddDashesToOption = true;
                    return asked ? help : HelpText.DefaultParsingErrorsHandler(result, help);
                },
                e => e,
                verbsIndex: true,
                maxDisplayWidth: 110).ToString();
        (asked ? context.Out : context.Error).Write(text.ReplaceLineEndings("\n").TrimEnd() + "\n");
        context.Out.Flush();
        return asked ? ExitCode.Ok : ExitCode.Usage;
    }

    private static int Fail(CliContext context, string message, int code, string trace = "")
    {
        try
        {
            context.Error.Write($"consulgen: {Printable.Text(message)}{trace}\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Nobody reads any more; the exit code still tells.
        }

        return code;
    }
}
