using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Commands;

/// <summary>The shells themselves read the completions, and the readers of manual pages the page.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public CompletionTests()
    {
        _scratch.Write("inventory one.yml", "");
        Directory.CreateDirectory(_scratch["inventories"]);
    }

    public void Dispose() => _scratch.Dispose();

    [ConsumerTheory("bash")]
    [InlineData("co", "completion")]
    [InlineData("--v", "--version")]
    [InlineData("help|ke", "keygen")]
    [InlineData("build|--ch", "--check")]
    [InlineData("lint|--format|g", "github", "gitlab")]
    [InlineData("lint|--format|=|sa", "sarif")]
    [InlineData("lint|--format|=", "text", "json", "sarif", "github", "gitlab", "junit")]
    [InlineData("lint|x.yml|--fail-on|w", "warning")]
    [InlineData("lint|inv", "inventories", "inventory one.yml")]
    [InlineData("lint|a|--format|json|b|inv", "inventories", "inventory one.yml")]
    [InlineData("lint|--baseline|inv", "inventories", "inventory one.yml")]
    [InlineData("build|-o|inv", "inventories")]
    [InlineData("build|--output|=|o|--check|inv", "inventories", "inventory one.yml")]
    [InlineData("build|-q|x.yml|inv")]
    [InlineData("inspect|--host|inv")]
    [InlineData("init|--preset|si", "single")]
    [InlineData("init|inv", "inventories")]
    [InlineData("explain|even", "even-server-count")]
    [InlineData("explain|even-server-count|even")]
    [InlineData("completion|z", "zsh")]
    [InlineData("no-such-verb|x")]
    public void bash_completes(string words, params string[] expected)
    {
        const string driver =
            """source "$1"; COMP_WORDS=(consulgen "${@:2}"); COMP_CWORD=$(($# - 1)); _consulgen; """
            + """((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}" """;
        var ran = Run.Program("bash", ["-c", driver, "bash", Script("bash"), .. words.Split('|')], "", _scratch.Path);
        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Lines(ran.Out));
    }

    [ConsumerTheory("fish")]
    [InlineData("consulgen co", "completion")]
    [InlineData("consulgen lint --format g", "github", "gitlab")]
    [InlineData("consulgen lint --format=g", "--format=github", "--format=gitlab")]
    [InlineData("consulgen build -o inv", "inventories/")]
    [InlineData("consulgen lint inv", "inventories/", "inventory one.yml")]
    [InlineData("consulgen explain even", "even-server-count")]
    [InlineData("consulgen build rules --che", "--check")]
    public void fish_completes(string line, params string[] expected)
    {
        var ran = Run.Program("fish", ["--no-config", "-c", "source $argv[1]; complete -C $argv[2]", Script("fish"), line], "", _scratch.Path);
        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.Equal(expected, Lines(ran.Out).Select(l => l.Split('\t')[0]));
    }

    [ConsumerFact("zsh")]
    public void zsh_takes_it_from_its_path_and_by_source()
    {
        var script = Script("zsh");
        File.Copy(script, _scratch["_consulgen"]);
        foreach (var load in new[] { "fpath=($2 $fpath); autoload -U compinit; compinit -u -D", "autoload -U compinit; compinit -u -D; source $1" })
        {
            var ran = Run.Program("zsh", ["-f", "-c", load + "; print $_comps[consulgen]", "zsh", script, _scratch.Path]);
            Assert.Equal((0, "_consulgen\n", ""), (ran.ExitCode, ran.Out, ran.Error));
        }
    }

    [ConsumerFact("bash")]
    public void bash_parses() => Parses("bash");

    [ConsumerFact("zsh")]
    public void zsh_parses() => Parses("zsh");

    [ConsumerFact("fish")]
    public void fish_parses() => Parses("fish");

    [ConsumerFact("shellcheck")]
    public void shellcheck_has_nothing_against_it()
    {
        var ran = Run.Program("shellcheck", ["-s", "bash", Script("bash")]);
        Assert.Equal((0, ""), (ran.ExitCode, ran.Out));
    }

    [ConsumerFact("groff")]
    public void groff_formats_the_page_without_a_warning()
    {
        var ran = Run.Program("groff", ["-man", "-Tutf8", "-P-cbou", "-ww", Page()]);
        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.Contains("EXIT STATUS", ran.Out, StringComparison.Ordinal);
    }

    [ConsumerFact("mandoc")]
    public void mandoc_misses_only_the_date()
    {
        var warnings = Lines(Run.Program("mandoc", ["-T", "lint", "-W", "warning", Page()]).Out);
        Assert.EndsWith("WARNING: missing date, using \"\": TH", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private void Parses(string shell)
    {
        var ran = Run.Program(shell, ["-n", Script(shell)]);
        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
    }

    private string Script(string shell) => _scratch.Write("script", Tool.Run("completion", shell).Out);

    private string Page() => _scratch.Write("consulgen.1", Tool.Run("man").Out);

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
}
