namespace ConsulGen.Core.Text;

/// <summary>The texts that are built into the program.</summary>
internal static class Resources
{
    public static Stream Open(string name) =>
        typeof(Resources).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"the resource {name} is not in the program");

    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    public static IEnumerable<string> Names => typeof(Resources).Assembly.GetManifestResourceNames();
}
