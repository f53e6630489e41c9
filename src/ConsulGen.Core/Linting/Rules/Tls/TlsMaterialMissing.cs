using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class TlsMaterialMissing()
    : LintRule("tls-material-missing", Severity.Error, "TLS is switched on without the CA or the certificate that it needs")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            var settings = new TlsSettings(agent);
            if (!settings.IsEmpty) Check(agent, settings, report);
        }
    }

    private static void Check(Agent agent, TlsSettings settings, Report report)
    {
        HashSet<string>? told = null;
        foreach (var side in TlsSettings.Interfaces)
        {
            Tell(MissingToCall(settings, side));
            Tell(MissingToBeCalled(agent, settings, side));
        }

        void Tell((TlsSetting Setting, string Lacks)? missing)
        {
            if (missing is not var (setting, lacks)) return;
            // One setting may count for several interfaces, and one CA is good for all settings.
            if (!(told ??= new(StringComparer.Ordinal)).Add(IsCa(lacks) ? "" : setting.Key)) return;
            report(
                agent.PlaceOf(setting.Value),
                $"{setting.Key} is true, but {lacks}: the agent refuses to start, though consul validate finds nothing",
                $"set {(IsCa(lacks) ? "ca_file" : "cert_file and key_file")}, and put the files on the host before the agent starts");
        }
    }

    private static bool IsCa(string lacks) => lacks.Contains("CA", StringComparison.Ordinal);

    /// <summary>Something keeps the agent from its start on this side.</summary>
    public static bool IsIn(Agent agent, TlsSettings settings, string side) => MissingToCall(settings, side) is not null || MissingToBeCalled(agent, settings, side) is not null;

    private static (TlsSetting Setting, string Lacks)? MissingToCall(TlsSettings settings, string side) =>
        (settings.VerifyOutgoing(side) ?? (side == TlsSettings.Rpc ? settings.VerifyServerHostname : null)) is { } outgoing && !settings.HasCa(side)
            ? (outgoing, "there is no CA to check the others with")
            : null;

    private static (TlsSetting Setting, string Lacks)? MissingToBeCalled(Agent agent, TlsSettings settings, string side)
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
