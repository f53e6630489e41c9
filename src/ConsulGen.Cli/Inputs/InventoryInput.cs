using System.Text;
using ConsulGen.Cli.Terminal;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Cli.Inputs;

/// <summary>Reads what <c>INVENTORY</c> names: a file, a directory of <c>*.yml</c> and <c>*.yaml</c>, or <c>-</c> for standard input.</summary>
internal static class InventoryInput
{
    private const int MaxBytes = Limits.Bytes;

    /// <param name="Name">Of the bundle, when the inventory does not say: the stem of the file, or the directory's name.</param>
    /// <param name="Files">Where each source was read; null for what is no file of a disk, and so cannot be written.</param>
    public readonly record struct Read(IReadOnlyList<SourceText> Sources, IReadOnlyList<string?> Files, string Name);

    public static Read From(string path, CliContext context)
    {
        if (path.Length == 0) throw new InputException("an empty name is no inventory");
        if (path == "-") return new Read([new SourceText("<stdin>", ReadStandardInput(context))], [null], "inventory");
        if (Directory.Exists(path)) return FromDirectory(path);
        return FromFiles([path], Path.GetFileNameWithoutExtension(path));
    }

    private static Read FromDirectory(string path)
    {
        string[] files;
        LinkPolicy.Check(path);
        try
        {
            files = Directory.GetFiles(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot read {path}: {e.Message}");
        }

        var inventories = files
            .Where(f => Path.GetExtension(f) is ".yml" or ".yaml" && !Path.GetFileName(f).StartsWith('.'))
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .ToList();
        if (inventories.Count == 0)
            throw new InputException(files.Any(f => Path.GetFileName(f) == Manifest.FileName)
                ? $"{path} is a bundle, which cannot be read back; name the inventory that it was built from, or pipe a former one from Git: "
                    + "git show REVISION:FILE"
                : $"no *.yml or *.yaml is in {path}");
        return FromFiles(inventories, Path.GetFileName(Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar)));
    }

    private static Read FromFiles(IEnumerable<string> paths, string name)
    {
        var read = new List<(SourceText Source, string? File)>();
        var characters = 0;
        foreach (var path in paths)
        {
            read.Add(ReadFile(path));
            characters += read[^1].Source.Text.Length;
            if (characters > MaxBytes) throw InputFile.TooLarge(Path.GetDirectoryName(path) ?? path, MaxBytes);
        }

        return new Read([.. read.Select(r => r.Source)], [.. read.Select(r => r.File)], name);
    }

    private static (SourceText Source, string? File) ReadFile(string path)
    {
        var content = InputFile.Read(path, MaxBytes);
        return (new SourceText(path.Replace('\\', '/'), Decode(path, content.Bytes)), content.IsFile ? path : null);
    }

    /// <summary>Strictly: a wrong byte would otherwise become U+FFFD in silence.</summary>
    private static string Decode(string path, byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var before = new SourceText(path, Encoding.UTF8.GetString(bytes, 0, Math.Clamp(e.Index, 0, bytes.Length)));
            var (line, column) = before.PlaceOf(before.Text.Length);
            throw new InputException(FormattableString.Invariant($"{path}:{line}:{column}: this byte is not UTF-8; save the file as UTF-8"));
        }
    }

    private static string ReadStandardInput(CliContext context)
    {
        var text = new StringBuilder();
        var chunk = new char[32 * 1024];
        try
        {
            for (var read = context.In.Read(chunk); read > 0; read = context.In.Read(chunk))
            {
                text.Append(chunk, 0, read);
                if (text.Length > MaxBytes) throw InputFile.TooLarge("standard input", MaxBytes);
            }
        }
        catch (DecoderFallbackException)
        {
            throw new InputException("standard input is not UTF-8");
        }

        return text.ToString();
    }
}
