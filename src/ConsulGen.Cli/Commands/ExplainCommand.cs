using CommandLine;
using ConsulGen.Cli.Rendering;
using ConsulGen.Cli.Terminal;
using ConsulGen.Cli.Usage;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Planning.Catalog;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Commands;

[Verb("explain", HelpText = "Say what a rule checks, why, and how to do better, or what a key of the agent is.")]
internal sealed class ExplainOptions
{
    [RuleChoices]
    [Value(0, MetaName = "RULE", Required = true, HelpText = "Name of the rule, as a finding shows it; or a key of agent, such as acl.tokens.agent.")]
    public string Rule { get; set; } = "";
}

internal sealed class RuleChoicesAttribute : ChoicesAttribute
{
    public override IEnumerable<string> Names => RuleCatalog.All.Keys.Concat(DangerCatalog.All.Keys).Order(StringComparer.Ordinal);
}

internal static class ExplainCommand
{
    public static int Run(ExplainOptions options, CliContext context)
    {
        if ((RuleCatalog.Page(options.Rule) ?? DangerCatalog.Page(options.Rule)) is { } page)
        {
            context.Out.Write(page);
            return ExitCode.Ok;
        }

        if (AgentKeys.Instance.Find(options.Rule) is { } key)
        {
            KeyPage.Write(key, context.Out);
            return ExitCode.Ok;
        }

        var close = Suggestion.For(options.Rule, RuleCatalog.All.Keys.Concat(DangerCatalog.All.Keys))
            ?? Suggestion.For(options.Rule, AgentKeys.Instance.All.Select(k => k.Path));
        context.Error.WriteLine($"consulgen: there is no rule and no key \"{options.Rule}\"; "
            + (close is null ? "see: consulgen rules" : $"did you mean \"{close}\"?"));
        return ExitCode.Usage;
    }
}
