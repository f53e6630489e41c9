using System.Reflection;
using ConsulGen.Tests.Support;
using Xunit.Sdk;

namespace ConsulGen.Tests.Consumers;

/// <summary>A row of a theory that runs this release of Consul; skipped, and said so, on a machine without its minor release.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ConsulReleaseAttribute : DataAttribute
{
    private readonly string _version;

    public ConsulReleaseAttribute(string version)
    {
        _version = version;
        Skip = Binary(version) is null ? $"no Consul {version}: set CONSUL_BIN or CONSUL_BIN_DIR" : null;
    }

    /// <summary>The binary of the same minor release.</summary>
    public static string? Binary(string version) => ConsulBinaries.OfMinor(version[..version.LastIndexOf('.')]);

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_version]];
}
