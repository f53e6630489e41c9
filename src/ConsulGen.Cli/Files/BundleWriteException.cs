namespace ConsulGen.Cli.Files;

/// <summary>The disk, not the inventory, stops a build: the bundle is as it was before. The message is for the user and names the path.</summary>
public sealed class BundleWriteException(string message, Exception? inner = null) : Exception(message, inner);
