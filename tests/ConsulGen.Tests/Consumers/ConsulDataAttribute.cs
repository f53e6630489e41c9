using System.Reflection;
using ConsulGen.Core.Topologies;
using ConsulGen.Tests.Support;
using Xunit.Sdk;

namespace ConsulGen.Tests.Consumers;

/// <summary>
/// Rows of a theory about Consul itself: the hosts, or the bundles, whose releases are on this machine. The others are rows of a
/// second attribute, <see cref="Missing"/>, so that they are counted as skipped and do not just stay away.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ConsulDataAttribute : DataAttribute
{
    private bool _missing;

    public bool Bundles { get; init; }

    public bool Missing
    {
        get => _missing;
        init
        {
            _missing = value;
            Skip = value ? "no Consul of this release: set CONSUL_BIN or CONSUL_BIN_DIR" : null;
        }
    }

    /// <summary>The binary of the same minor release.</summary>
    public static string? Binary(Agent agent) =>
        ConsulBinaries.OfMinor(FormattableString.Invariant($"{agent.Version.Major}.{agent.Version.Minor}"));

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from host in Bundles ? BundleHost.All : BundleHost.Samples
        where host.Agent is not null
        group host by Bundles ? host.Bundle : host.Key into rows
        where rows.Any(h => h.Agent is { } agent && Binary(agent) is null) == Missing
        select new object[] { rows.Key };
}
