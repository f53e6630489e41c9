using ConsulGen.Cli.Inputs;
using ConsulGen.Cli.Terminal;
using ConsulGen.Core;

namespace ConsulGen.Cli.Commands;

/// <summary>What plan and transition compare.</summary>
internal sealed record InventoryPair(Compilation Old, Compilation New)
{
    /// <returns>Null, and said so, where one standard input would have to be both.</returns>
    public static InventoryPair? Compile(string old, string next, CliContext context)
    {
        if (old == "-" && next == "-")
        {
            context.Error.WriteLine("consulgen: standard input can be one of the two inventories only");
            return null;
        }

        var (before, after) = (InventoryInput.From(old, context), InventoryInput.From(next, context));
        // An inventory without a name is called after its file, which says nothing about the change.
        var name = next == "-" ? before.Name : after.Name;
        var compiling = Task.Run(() => Compilation.Run(before.Sources, name));
        var compiled = Compilation.Run(after.Sources, name);
        return new InventoryPair(compiling.GetAwaiter().GetResult(), compiled);
    }
}
