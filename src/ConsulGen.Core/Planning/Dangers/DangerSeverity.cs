namespace ConsulGen.Core.Planning.Dangers;

/// <summary>How a danger judges the change, from least to most.</summary>
public enum DangerSeverity
{
    /// <summary>Worth knowing: it does less, or something else, than it seems to.</summary>
    Info,

    /// <summary>It works, but somebody will notice.</summary>
    Warning,

    /// <summary>Safe when it is done in steps, with something to wait for in between.</summary>
    Procedure,

    /// <summary>It would break the live cluster.</summary>
    Block,
}
