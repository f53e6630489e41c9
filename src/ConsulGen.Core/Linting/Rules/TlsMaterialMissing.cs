using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class TlsMaterialMissing()
    : LintRule("tls-material-missing", Severity.Error, "TLS is switched on without the CA or the certificate that it needs")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            var settings = new TlsSettings(agent);
            if (settings.IsEmpty) continue;
            // One setting may count for several interfaces, and one CA is good for all settings.
            foreach (var (setting, lacks) in TlsSettings.Interfaces.SelectMany(side => Missing(agent, settings, side)).DistinctBy(m => IsCa(m.Lacks) ? "" : m.Setting.Key))
                report(
                    agent.PlaceOf(setting.Value),
                    $"{setting.Key} is true, but {lacks}: the agent refuses to start, though consul validate finds nothing",
                    $"set {(IsCa(lacks) ? "ca_file" : "cert_file and key_file")}, and put the files on the host before the agent starts");
        }
    }

    private static bool IsCa(string lacks) => lacks.Contains("CA", StringComparison.Ordinal);

    /// <summary>What keeps the agent from its start on this side.</summary>
    public static IEnumerable<(TlsSetting Setting, string Lacks)> Missing(Agent agent, TlsSettings settings, string side)
    {
        if ((settings.VerifyOutgoing(side) ?? (side == TlsSettings.Rpc ? settings.VerifyServerHostname : null)) is { } outgoing && !settings.HasCa(side)) yield return (outgoing, "there is no CA to check the others with");
        if (settings.VerifyIncoming(side) is not { } incoming || !IsChecked(agent, side)) yield break;
        if (!settings.HasCa(side)) yield return (incoming, "there is no CA to check callers with");
        else if (!settings.HasCertificate(side) && !IsGiven(agent, settings)) yield return (incoming, "the agent has no certificate with its key");
    }

    /// <summary>Before 1.4.3 only an agent that opens the interface looks (run with 1.1.0); later ones always do (1.6.5 to 1.10.11).</summary>
    private static bool IsChecked(Agent agent, string side) =>
        agent.Version.IsAtLeast(1, 4, 3) || (side == TlsSettings.Rpc ? agent.IsServer : agent.Ports["https"] > 0);

    /// <summary>A certificate from the servers did not count in 1.6.5, and does in 1.8.4.</summary>
    private static bool IsGiven(Agent agent, TlsSettings settings) => settings.GetsCertificate && agent.Version.IsAtLeast(1, 7);
}
