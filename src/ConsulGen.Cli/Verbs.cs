using ConsulGen.Cli.Commands;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;

namespace ConsulGen.Cli;

/// <summary>
/// Every verb, in the order in which help, the manual page and the completions show them. A new one is a class in <c>Commands/</c>, and a line here.
/// </summary>
internal static class Verbs
{
    private static readonly (Type Options, Func<object, CliContext, int> Run)[] All =
    [
        Verb<BuildOptions>(BuildCommand.Run),
        Verb<LintOptions>(LintCommand.Run),
        Verb<PlanOptions>(PlanCommand.Run),
        Verb<TransitionOptions>(TransitionCommand.Run),
        Verb<SimulateOptions>(SimulateCommand.Run),
        Verb<DriftOptions>(DriftCommand.Run),
        Verb<InspectOptions>(InspectCommand.Run),
        Verb<GraphOptions>(GraphCommand.Run),
        Verb<InitOptions>(InitCommand.Run),
        Verb<ExplainOptions>(ExplainCommand.Run),
        Verb<RulesOptions>(RulesCommand.Run),
        Verb<SchemaOptions>((_, context) => SchemaCommand.Run(context)),
        Verb<KeygenOptions>((_, context) => KeygenCommand.Run(context)),
        Verb<CompletionOptions>((options, context) => CompletionCommand.Run(options, Usage(), context)),
        Verb<ManOptions>((_, context) => ManCommand.Run(Usage(), context)),
    ];

    /// <summary>The classes that describe the verbs.</summary>
    public static IEnumerable<Type> Options => All.Select(v => v.Options);

    /// <summary>The whole command line, for the completions and the manual page.</summary>
    public static CommandUsage Usage() => CommandUsage.Of(Options);

    public static int Run(object options, CliContext context) => Array.Find(All, v => v.Options == options.GetType()).Run(options, context);

    private static (Type, Func<object, CliContext, int>) Verb<T>(Func<T, CliContext, int> run) => (typeof(T), (options, context) => run((T)options, context));
}
