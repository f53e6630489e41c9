using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>Reads where connections may come from: addresses and networks, one or a list.</summary>
internal sealed class SourceReader(FindingBag findings)
{
    /// <param name="key">For findings.</param>
    /// <param name="word">What may stand there beside addresses.</param>
    public ImmutableArray<string> Read(string key, Value? value, string? word = null)
    {
        IEnumerable<Value> items = value is ListValue list ? list.Items : value is null ? [] : [value];
        var sources = ImmutableArray.CreateBuilder<string>();
        foreach (var item in items.OfType<ScalarValue>().Where(i => i.Kind != ScalarKind.Null))
        {
            if (Network.IsValid(item.Text)) sources.Add(item.Text);
            else if (item.Text == word) sources.Add(word);
            else
                findings.Add(
                    "address-form",
                    item.Span,
                    $"{key} has \"{Shortened.Of(item.Text)}\", which is neither an address nor a network: {Network.Expected}",
                    item.Text.Contains('/', StringComparison.Ordinal)
                        ? "write the first address of the network, and the length of its prefix"
                        : "a firewall knows machines by their addresses only" + (word is null ? "" : $"; {word} stands for all"));
        }

        return sources.ToImmutable();
    }
}
