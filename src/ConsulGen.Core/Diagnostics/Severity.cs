namespace ConsulGen.Core.Diagnostics;

/// <summary>How much a finding matters; in rising order, so that a threshold can be compared.</summary>
public enum Severity
{
    Info,
    Warning,
    Error,
}
