namespace ConsulGen.Core.Planning.Changes;

/// <summary>What a change asks of a running agent, from least to most.</summary>
public enum ChangeClass
{
    /// <summary>The live cluster does not notice; at most the next start of the agent reads it.</summary>
    NoEffect,

    /// <summary>SIGHUP or <c>consul reload</c> is enough.</summary>
    Reload,

    Restart,

    /// <summary>Several phases, each safe by itself, with something to wait for in between.</summary>
    Procedure,

    /// <summary>A running agent cannot become this: it leaves, loses its data, and comes back as another one.</summary>
    NotInPlace,
}
