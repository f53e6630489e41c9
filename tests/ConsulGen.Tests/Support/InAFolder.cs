namespace ConsulGen.Tests.Support;

/// <summary>
/// Tests of command lines whose paths start at the current folder. That is the whole process's, so nothing else may run beside them;
/// it is still many times faster than a process for each.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class InAFolder
{
    public const string Name = "in a folder";

    internal static Tool.Result Run(string folder, params string[] args)
    {
        var before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(folder);
        try
        {
            return Tool.Run(args);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }
}
