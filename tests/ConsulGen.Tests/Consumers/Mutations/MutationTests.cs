using System.Collections.Concurrent;
using ConsulGen.Core;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers.Mutations;

/// <summary>
/// Consul's own <c>validate</c> and lint judge the same mistakes in one key of a valid configuration. Where they differ,
/// <c>explanations.tsv</c> says why. <c>CONSULGEN_MUTATIONS</c> is how many to try with each release.
/// </summary>
public class MutationTests
{
    private const int Standard = 250;

    private static readonly string[] References = ["1.1.0", "1.6.5", "1.8.4", "1.10.11"];

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<Disagreement>>> Tried = new(StringComparer.Ordinal);

    public static TheoryData<string> Versions => ConsulBinaries.Versions;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("CONSULGEN_MUTATIONS"), out var count) ? count : Standard;

    [ConsulTheory]
    [MemberData(nameof(Versions))]
    public void lint_judges_as_validate_does(string version)
    {
        var unexplained = Disagreements(version).Where(d => !Explanation.All.Any(d.IsExplainedBy)).Select(d => d.ToString()).ToList();

        Assert.True(unexplained.Count == 0, $"{unexplained.Count} of {Count} without an explanation:\n{string.Join("\n", unexplained)}");
    }

    [Fact]
    public void every_difference_has_been_judged() => Assert.All(Explanation.All, explanation => Assert.Contains(explanation.Class, Explanation.Classes));

    [ReferenceFact]
    public void every_explanation_explains_something()
    {
        var all = References.SelectMany(Disagreements).ToList();

        Assert.Equal("", string.Join("\n", Explanation.All.Where(e => !all.Any(d => d.IsExplainedBy(e))).Select(e => $"{e.Who} {e.Mutation}: {e.Why}")));
    }

    private static IReadOnlyList<Disagreement> Disagreements(string version) =>
        Tried.GetOrAdd(version, v => new Lazy<IReadOnlyList<Disagreement>>(() => Try(v))).Value;

    private static IReadOnlyList<Disagreement> Try(string name)
    {
        var version = ConsulVersion.Parse(name) ?? throw new InvalidOperationException($"{name} is no version");
        using var folder = new ScratchFolder();
        var subjects = ((string[])["server", "client"]).ToDictionary(r => r, r => new Subject(name, r, folder), StringComparer.Ordinal);
        var found = new ConcurrentBag<Disagreement>();
        var mutations = MutationSource.Take(version, subjects["server"].Base.HasProxy, Count);
        Parallel.For(0, mutations.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            if (subjects[mutations[i].Role].Try(mutations[i], i, folder) is var (refuses, said))
                found.Add(new Disagreement(version, mutations[i], refuses, said));
        });
        return [.. found.OrderBy(d => d.Mutation.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>An agent with what is said of it before it is mutated.</summary>
    private sealed class Subject
    {
        private readonly string _version;
        private readonly HashSet<string> _lines;
        private readonly HashSet<string> _rules;

        public Subject(string version, string role, ScratchFolder folder)
        {
            _version = version;
            Base = new MutationBase(version, role);
            var valid = Base.Compile(null);
            var ran = Validate(folder.Write(role + ".json", Base.Valid));
            Assert.Equal("", Errors(valid));
            Assert.True(ran.ExitCode == 0, ran.Out + ran.Error);
            _lines = [.. Lines(ran)];
            _rules = [.. valid.Findings.Select(f => f.Rule)];
        }

        public MutationBase Base { get; }

        /// <summary>Who is against it alone, and what it says: consul or lint refuses it, or consul warns and lint is silent.</summary>
        public (string Who, string Said)? Try(Mutation mutation, int number, ScratchFolder folder)
        {
            var compilation = Base.Compile(mutation);
            var ran = Validate(folder.Write($"{number}.json", Base.Document(mutation, compilation)));
            var said = string.Join(' ', Lines(ran).Where(l => !_lines.Contains(l)));
            return (ran.ExitCode == 0, compilation.HasErrors) switch
            {
                (false, false) => ("consul", said),
                (true, true) => ("lint", Errors(compilation)),
                (true, false) when said.Length > 0 && compilation.Findings.All(f => _rules.Contains(f.Rule)) => ("warning", said),
                _ => null,
            };
        }

        private Ran Validate(string file) => Run.Program(ConsulBinaries.Path(_version), ["validate", file]);

        private static string[] Lines(Ran ran) => (ran.Out + ran.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        private static string Errors(Compilation compilation) =>
            string.Join("; ", compilation.Findings.Where(f => f.Severity == Severity.Error).Select(Inputs.Show));
    }

    private sealed record Disagreement(ConsulVersion Version, Mutation Mutation, string Who, string Said)
    {
        public bool IsExplainedBy(Explanation explanation) => explanation.Covers(Version, Who, Mutation);

        public override string ToString() => $"{Version} {Mutation}\n    {Who}: {Said}";
    }

    private sealed class ReferenceFactAttribute : FactAttribute
    {
        public ReferenceFactAttribute() =>
            Skip = References.All(r => ConsulBinaries.All.Any(b => b.Version == r))
                ? null
                : $"needs Consul {string.Join(", ", References)}: set CONSUL_BIN_DIR";
    }
}
