namespace ConsulGen.Core.Drift;

/// <summary>What was captured is not what a command of Consul says; the message says why.</summary>
public sealed class CaptureException(string message) : Exception(message);
