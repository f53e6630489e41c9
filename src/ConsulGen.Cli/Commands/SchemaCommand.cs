using CommandLine;
using ConsulGen.Cli.Terminal;
using ConsulGen.Core.Schema;

namespace ConsulGen.Cli.Commands;

[Verb("schema", HelpText = "Print the JSON schema of the inventory, for editors.")]
internal sealed class SchemaOptions;

internal static class SchemaCommand
{
    public static int Run(CliContext context)
    {
        context.Out.Write(InventorySchema.FileText);
        return ExitCode.Ok;
    }
}
