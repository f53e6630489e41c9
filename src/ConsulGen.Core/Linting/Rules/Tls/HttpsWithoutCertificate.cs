using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class HttpsWithoutCertificate()
    : LintRule("https-without-certificate", Severity.Warning, "HTTPS is on, but the agent has no certificate")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents.Where(a => a.Ports["https"] is > 0 and <= 65535))
        {
            var settings = agent.Tls;
            // Half of the pair is another rule's finding; from 1.8.0 a certificate of the servers serves HTTPS too.
            if (settings.Find(TlsSettings.Https, "cert_file") is { IsSet: true }
                || settings.Find(TlsSettings.Https, "key_file") is { IsSet: true } || settings.GetsCertificate) continue;
            if (settings.VerifyIncoming(TlsSettings.Https) is not null) continue;
            report(
                agent.Ports.SpanOf("https").PlaceOr(agent),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ports.https is {agent.Ports["https"]}, but the agent has no certificate: it starts, and then fails every connection to it"),
                "set cert_file and key_file, or ports.https: -1");
        }
    }
}
