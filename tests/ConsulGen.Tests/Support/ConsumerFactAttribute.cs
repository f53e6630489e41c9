namespace ConsulGen.Tests.Support;

/// <summary>A fact about a program that reads our files; skipped, and said so, on a machine without it.</summary>
internal sealed class ConsumerFactAttribute : FactAttribute
{
    public ConsumerFactAttribute(params string[] programs) => Skip = Consumers.Missing(programs);
}

/// <summary>A theory about a program that reads our files; skipped, and said so, on a machine without it.</summary>
internal sealed class ConsumerTheoryAttribute : TheoryAttribute
{
    public ConsumerTheoryAttribute(params string[] programs) => Skip = Consumers.Missing(programs);
}

/// <summary>A theory about each Consul binary of <see cref="ConsulBinaries"/>.</summary>
internal sealed class ConsulTheoryAttribute : TheoryAttribute
{
    public ConsulTheoryAttribute() => Skip = ConsulBinaries.All.Count == 0 ? "no Consul: set CONSUL_BIN or CONSUL_BIN_DIR" : null;
}

file static class Consumers
{
    public static string? Missing(string[] programs)
    {
        var missing = programs.Where(p => Programs.Find(p) is null).ToList();
        return missing.Count == 0 ? null : $"not on this machine: {string.Join(", ", missing)}";
    }
}
