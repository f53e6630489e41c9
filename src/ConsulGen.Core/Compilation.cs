using ConsulGen.Core.Bundles;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Emitters.Building;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Linting.Engine;
using ConsulGen.Core.Planning.Catalog;
using ConsulGen.Core.Resolving;
using ConsulGen.Core.Schema;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core;

/// <summary>
/// The way from the text of an inventory to findings, a topology and a bundle; all that the verbs show are views of it. It is pure
/// and total: bad input gives findings, and every stage takes what the one before could make of it, so that all come in one run.
/// </summary>
public sealed class Compilation
{
    private Compilation(ImmutableArray<Finding> findings, Inventory? inventory, Topology? topology)
    {
        Findings = findings;
        Inventory = inventory;
        Topology = topology;
    }

    /// <summary>The files of the inventory, as they were read.</summary>
    public ImmutableArray<SourceText> Sources { get; private init; } = [];

    /// <summary>Sorted by place, each once.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>Null when the input could not be read as YAML.</summary>
    public Inventory? Inventory { get; }

    /// <summary>Null when the input could not be read as YAML.</summary>
    public Topology? Topology { get; }

    /// <summary>Where the inventory writes out secrets; no report shows what stands there.</summary>
    public IReadOnlySet<SourceSpan> SecretPlaces { get; private init; } = ImmutableHashSet<SourceSpan>.Empty;

    private SecretText? Secrets { get; init; }

    public bool HasErrors => Findings.Any(f => f.Severity == Severity.Error);

    /// <param name="sources">The files of one inventory, in the order of their names; at least one.</param>
    /// <param name="defaultName">Of the bundle, when the inventory does not say.</param>
    public static Compilation Run(IReadOnlyList<SourceText> sources, string defaultName, Profile profile = Profile.Default)
    {
        var findings = new FindingBag();
        var readable = new List<YamlMapping>();
        var room = Limits.Nodes;
        foreach (var source in sources)
            if (YamlReader.Read(source, findings, ref room) is { } document) readable.Add(document);
        if (readable.Count < sources.Count) return Unreadable(sources, findings, profile);

        if (Read(Additions.Mark(YamlMerge.Merge(readable, findings), findings), defaultName, findings) is not var (secrets, inventory, topology))
            return Unreadable(sources, findings, profile);
        var settings = LintSettings.Read(inventory.Lint, profile, findings);
        RiskNames.Check(inventory.Risks, findings);
        var suppressions = Suppressions.Read(sources, findings);
        Linter.Run(topology, findings);
        var shown = Linter.Finish(findings, settings, suppressions).Select(f => f with
        {
            Message = secrets.Hide(f.Message),
            Help = f.Help is null ? null : secrets.Hide(f.Help),
            Fix = f.Fix is { } fix && secrets.AreIn(fix.Span, fix.Text) ? null : f.Fix,
        });
        return new Compilation([.. shown], inventory, topology) { Sources = [.. sources], SecretPlaces = secrets.Places, Secrets = secrets };
    }

    private static Compilation Unreadable(IReadOnlyList<SourceText> sources, FindingBag findings, Profile profile)
    {
        var shown = Linter.Finish(findings, new LintSettings(profile), new Suppressions());
        var tooLarge = shown.FirstOrDefault(f => f.Rule == Limits.Rule);
        return new Compilation(tooLarge is null ? shown : [tooLarge], null, null) { Sources = [.. sources] };
    }

    /// <summary>
    /// What the inventory says; null when it, or what would come of it, is too large. The tree that it was read from is not needed any
    /// more then.
    /// </summary>
    private static (SecretText Secrets, Inventory Inventory, Topology Topology)? Read(YamlMapping root, string defaultName, FindingBag findings)
    {
        // What the schema says is of no use to the readers, which are total.
        SchemaValidator.Validate(root, findings);
        var inventory = InventoryReader.Read(root, defaultName, findings);
        if (!TopologySize.Check(inventory, findings)) return null;
        var topology = TopologyResolver.Resolve(inventory, findings);
        return Limits.AreExceeded(findings) ? null : (SecretText.Find(root), inventory, topology);
    }

    /// <summary>The same with other findings to show.</summary>
    public Compilation With(ImmutableArray<Finding> findings) =>
        new(findings, Inventory, Topology) { Sources = Sources, SecretPlaces = SecretPlaces, Secrets = Secrets };

    /// <summary>A text that was made of the inventory's, as by its placeholders, with no secret left in it.</summary>
    public string WithoutSecrets(string text) => Secrets?.Hide(text) ?? text;

    /// <summary>The bundle; null as long as a finding is an error.</summary>
    public Bundle? Build() => Topology is null || HasErrors ? null : BundleBuilder.Build(Topology);
}
