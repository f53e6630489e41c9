using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules;

internal sealed class CertificateWithoutKey()
    : LintRule("certificate-without-key", Severity.Warning, "A certificate has no key, or a key no certificate")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            var settings = new TlsSettings(agent);
            // Where callers have to show theirs, the agent does not even start: tls-material-missing.
            foreach (var side in TlsSettings.Interfaces.Where(side => settings.VerifyIncoming(side) is null))
            {
                var certificate = settings.Find(side, "cert_file") is { IsSet: true } c ? c : (TlsSetting?)null;
                var key = settings.Find(side, "key_file") is { IsSet: true } k ? k : (TlsSetting?)null;
                if ((certificate is null) == (key is null) || (certificate ?? key) is not { } alone) continue;
                report(
                    agent.PlaceOf(alone.Value),
                    $"{alone.Key} is set, but {(key is null ? "key_file" : "cert_file")} is not: the agent starts without a certificate, and says nothing",
                    "set both, or neither");
            }
        }
    }
}
