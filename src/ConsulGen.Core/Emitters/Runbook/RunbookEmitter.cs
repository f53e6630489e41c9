using ConsulGen.Core.Bundles;
using ConsulGen.Core.Topologies;
using HandlebarsDotNet;

namespace ConsulGen.Core.Emitters.Runbook;

/// <summary>
/// The bundle's <c>README.md</c>: who is in it, in what order it is started, how to verify it, what it survives. The template gets
/// dictionaries only, because a native binary has no members of other objects to show.
/// </summary>
internal sealed class RunbookEmitter : ITopologyEmitter
{
    private static readonly Lazy<HandlebarsTemplate<object, object>> Template = new(Compile);

    public IEnumerable<BundleFile> Emit(Topology topology)
    {
        yield return new BundleFile("README.md", Template.Value(new RunbookModel(topology).Data).TrimEnd('\n') + "\n");
    }

    private static HandlebarsTemplate<object, object> Compile()
    {
        // What users wrote stands in code spans; HTML entities would show there as they are.
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        return handlebars.Compile(Resources.Text("emitters/runbook.hbs"));
    }
}
