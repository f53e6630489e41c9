using System.Collections.Immutable;
using ConsulGen.Core.Drift;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Rendering.Drifts;

/// <summary>What a live cluster differs in, for people and for programs.</summary>
internal static class DriftFormats
{
    public static void WriteText(ImmutableArray<Difference> differences, TextWriter output)
    {
        foreach (var difference in differences)
            output.WriteLine($"{difference.Datacenter}/{difference.Node}: {difference.Kind}: {difference.Message}");
        output.WriteLine(differences.IsEmpty ? "what is live is as the inventory has it" : Counted.Of(differences.Length, "difference"));
    }

    /// <summary><c>{ "differences": [ … ] }</c>. Names stay, new ones may come.</summary>
    public static void WriteJson(ImmutableArray<Difference> differences, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("differences");
        foreach (var difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("kind", difference.Kind);
            json.WriteString("datacenter", difference.Datacenter);
            json.WriteString("node", difference.Node);
            json.WriteString("expected", difference.Expected);
            json.WriteString("live", difference.Live);
            json.WriteString("message", difference.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
