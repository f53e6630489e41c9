using ConsulGen.Core.Consul.Agents;
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
            var settings = agent.Tls;
            if (!settings.IsEmpty) Check(agent, settings, report);
        }
    }

    private static void Check(Agent agent, TlsSettings settings, Report report)
    {
        HashSet<string>? told = null;
        foreach (var side in TlsSettings.Interfaces)
        {
            Tell(TlsMaterial.MissingToCall(settings, side));
            Tell(TlsMaterial.MissingToBeCalled(agent, settings, side));
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
}
