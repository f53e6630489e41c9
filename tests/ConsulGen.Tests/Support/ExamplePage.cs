namespace ConsulGen.Tests.Support;

/// <summary>A page in Markdown whose examples are run: sections with one block each, and one that says what is reported.</summary>
internal abstract class ExamplePage(string path)
{
    public string Text { get; } = File.ReadAllText(path);

    /// <summary>The pages below a folder, each by its name, from the repository's root; a page stands beside its class.</summary>
    public static SortedDictionary<string, string> Below(string folder) => new(
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal),
        StringComparer.Ordinal);

    public string Reported => Block("Reported", "text");

    /// <summary>What stands below a heading, up to the next one.</summary>
    public string Section(string heading)
    {
        var start = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{path} has no section \"{heading}\"");
        start += heading.Length + 5;
        var end = Text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? Text[start..] : Text[start..(end + 1)];
    }

    /// <summary>Writes another text into the section "Reported".</summary>
    public void Accept(string reported) =>
        File.WriteAllText(path, Text.Replace("## Reported\n" + Section("Reported"), $"## Reported\n```text\n{reported}```\n\n", StringComparison.Ordinal));

    /// <summary>The only block of a section; nothing else stands there.</summary>
    protected string Block(string heading, string language)
    {
        var section = Section(heading).Trim('\n') + "\n";
        Assert.StartsWith($"```{language}\n", section, StringComparison.Ordinal);
        Assert.EndsWith("```\n", section, StringComparison.Ordinal);
        var block = section[(language.Length + 4)..^4];
        Assert.DoesNotContain("```", block, StringComparison.Ordinal);
        return block;
    }
}
