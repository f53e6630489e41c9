using ConsulGen.Cli.Files;
using ConsulGen.Cli.Inputs;
using ConsulGen.Cli.Terminal;
using ConsulGen.Core;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Commands;

/// <summary>What <c>lint --fix</c> does before it reports: it writes the files of an inventory with their fixes.</summary>
internal static class InventoryFixer
{
    /// <exception cref="InputException">The inventory cannot be read or written.</exception>
    public static void Run(string path, CommonOptions options, CliContext context)
    {
        var input = InventoryInput.From(path, context);
        var results = Fixer.Run(input.Sources, input.Name);
        for (var i = 0; i < results.Length; i++)
        {
            var (source, count) = results[i];
            if (count == 0) continue;
            Write(input.Files[i] ?? throw new InputException($"--fix cannot write {source.Path}: it is no file that stays"), source.Text);
            if (!options.Quiet) context.Error.WriteLine($"{source.Path}: {Counted.Of(count, "fix", "fixes")} written");
        }
    }

    private static void Write(string path, string text)
    {
        try
        {
            FileContent.Replace(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot write {path}: {e.Message}");
        }
    }
}
