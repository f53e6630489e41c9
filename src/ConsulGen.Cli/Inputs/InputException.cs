namespace ConsulGen.Cli.Inputs;

/// <summary>An input that cannot be read; the message says which and why.</summary>
internal sealed class InputException(string message) : Exception(message);
