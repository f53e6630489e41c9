using System.Reflection;
using CommandLine;
using ConsulGen.Cli;
using ConsulGen.Cli.Usage;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Usage;

/// <summary>What the option classes become, shown with verbs of this test, so that a new verb or rule changes no expectation.</summary>
public class UsageTests
{
    private static readonly CommandUsage Sample = CommandUsage.Of([typeof(BakeOptions), typeof(PraiseOptions)]);

    [Fact]
    public void becomes_completions_and_a_page() => Golden.Check(
        Repository.PathOf("tests/ConsulGen.Tests/Cases/usage"),
        new Dictionary<string, string>
        {
            ["consulgen.bash"] = BashCompletion.Script(Sample),
            ["_consulgen"] = ZshCompletion.Script(Sample),
            ["consulgen.fish"] = FishCompletion.Script(Sample),
            ["consulgen.1"] = ManPage.Text(Sample, "consulgen 1.2.3"),
        });

    [Fact]
    public void every_verb_is_in_the_table()
    {
        var written = typeof(Verbs).Assembly.GetTypes().Where(t => t.GetCustomAttribute<VerbAttribute>() is not null);
        Assert.Equal(written.Select(t => t.Name).Order(StringComparer.Ordinal), Verbs.Options.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void the_help_of_an_option_names_its_choices()
    {
        foreach (var option in Verbs.Usage().Verbs.SelectMany(v => v.Options))
            Assert.All(option.Argument?.Choices ?? [], choice => Assert.Contains(choice, option.Help, StringComparison.Ordinal));
    }

    [Fact]
    public void a_default_is_one_of_the_choices()
    {
        foreach (var option in Verbs.Usage().Verbs.SelectMany(v => v.Options).Where(o => o.Argument?.Kind == ArgumentKind.Choice && o.Default is not null))
            Assert.Contains(option.Default, option.Argument?.Choices ?? []);
    }

    private enum Heat
    {
        Low,
        High,
    }

    [Verb("bake", HelpText = "Bake what Grandma's recipe [sic] says: all of it.")]
    private sealed class BakeOptions
    {
        [Value(1, MetaName = "RECIPE", HelpText = "Others.")]
        public IEnumerable<string> Others { get; set; } = [];

        [Value(0, MetaName = "RECIPE", Required = true, HelpText = "A file, or - for standard input.")]
        public string Recipe { get; set; } = "";

        [Option('o', "output", Default = "table", MetaValue = "DIR", HelpText = "Where it's put.")]
        public string Output { get; set; } = "";

        [Option('h', "heat", Default = Heat.High, HelpText = "low or high.")]
        public Heat Heat { get; set; }

        [Option("log", MetaValue = "FILE", HelpText = "A back\\slash.")]
        public string? Log { get; set; }

        [Option("minutes", Default = 30, HelpText = "How long.")]
        public int Minutes { get; set; }

        [Option('q', "quiet", HelpText = ".dot first.")]
        public bool Quiet { get; set; }

        [Option("secret-spice", Hidden = true, HelpText = "Not shown.")]
        public bool SecretSpice { get; set; }
    }

    [Verb("praise", HelpText = "Say that it is good.")]
    private sealed class PraiseOptions
    {
        [Choices("loudly", "in-a-whisper")]
        [Value(0, MetaName = "HOW", HelpText = "loudly or in-a-whisper.")]
        public string How { get; set; } = "";
    }
}
