namespace ConsulGen.Core.Linting.Engine;

/// <summary>What the cluster is for, which decides how much some findings matter.</summary>
public enum Profile
{
    /// <summary>As the rules' pages say.</summary>
    Default,

    /// <summary>On a laptop or for tests: nothing is lost with it.</summary>
    Dev,

    /// <summary>Others depend on it.</summary>
    Production,
}
