using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class CertificateWithoutKey()
    : LintRule("certificate-without-key", Severity.Warning, "A certificate has no key, or a key no certificate")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            var settings = agent.Tls;
            if (settings.IsEmpty) continue;
            foreach (var side in TlsSettings.Interfaces)
                if (Alone(settings, side) is { } alone && !IsReported(settings, alone))
                    report(
                        agent.PlaceOf(alone.Is.Value),
                        $"{alone.Is.Key} is set, but {alone.Lacks} is not: the agent starts without a certificate, and says nothing",
                        "set both, or neither");
        }
    }

    /// <summary>Where callers have to show theirs, the agent does not even start: tls-material-missing.</summary>
    private static bool IsReported(TlsSettings settings, (TlsSetting, string) alone)
    {
        foreach (var side in TlsSettings.Interfaces)
            if (settings.VerifyIncoming(side) is not null && Alone(settings, side) == alone) return true;
        return false;
    }

    /// <summary>The one of the two that is set without the other.</summary>
    private static (TlsSetting Is, string Lacks)? Alone(TlsSettings settings, string side)
    {
        var certificate = settings.Find(side, "cert_file") is { IsSet: true } c ? c : (TlsSetting?)null;
        var key = settings.Find(side, "key_file") is { IsSet: true } k ? k : (TlsSetting?)null;
        return (certificate, key) switch
        {
            ({ } only, null) => (only, "key_file"),
            (null, { } only) => (only, "cert_file"),
            _ => null,
        };
    }
}
