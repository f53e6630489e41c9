using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>The CA and the certificate without which an agent with TLS does not start.</summary>
internal static class TlsMaterial
{
    /// <summary>Something keeps the agent from its start on this side.</summary>
    public static bool IsMissing(Agent agent, TlsSettings settings, string side) =>
        MissingToCall(settings, side) is not null || MissingToBeCalled(agent, settings, side) is not null;

    /// <summary>The setting for which the agent lacks something to call others with, and what that is; null when it lacks nothing.</summary>
    public static (TlsSetting Setting, string Lacks)? MissingToCall(TlsSettings settings, string side) =>
        (settings.VerifyOutgoing(side) ?? (side == TlsSettings.Rpc ? settings.VerifyServerHostname : null)) is { } outgoing && !settings.HasCa(side)
            ? (outgoing, "there is no CA to check the others with")
            : null;

    /// <inheritdoc cref="MissingToCall"/>
    public static (TlsSetting Setting, string Lacks)? MissingToBeCalled(Agent agent, TlsSettings settings, string side)
    {
        if (settings.VerifyIncoming(side) is not { } incoming || !IsChecked(agent, side)) return null;
        if (!settings.HasCa(side)) return (incoming, "there is no CA to check callers with");
        return settings.HasCertificate(side) || IsGiven(agent, settings) ? null : (incoming, "the agent has no certificate with its key");
    }

    /// <summary>Before 1.4.3 only an agent that opens the interface looks (run with 1.1.0); later ones always do (1.6.5 to 1.10.11).</summary>
    private static bool IsChecked(Agent agent, string side) =>
        agent.Version.Has(Feature.TlsMaterialAlwaysChecked) || (side == TlsSettings.Rpc ? agent.IsServer : agent.Ports["https"] > 0);

    /// <summary>A certificate from the servers did not count in 1.6.5, and does in 1.8.4.</summary>
    private static bool IsGiven(Agent agent, TlsSettings settings) => settings.GetsCertificate && agent.Version.Has(Feature.GivenCertificateCounts);
}
