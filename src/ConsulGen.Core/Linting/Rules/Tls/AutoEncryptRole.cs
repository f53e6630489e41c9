using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Linting.Rules.Tls;

internal sealed class AutoEncryptRole()
    : LintRule("auto-encrypt-role", Severity.Error, "An agent has the other role's setting for automatic certificates")
{
    public override void Check(Topology topology, Report report)
    {
        // 1.6.5 takes each of these without a word.
        foreach (var agent in topology.DistinctAgents.Where(a => a.Version.Has(Feature.AutoEncryptRoleChecked)))
        {
            var (auto, wrong, owner) = (agent.Config.Map("auto_encrypt"), agent.IsServer ? "tls" : "allow_tls", agent.IsServer ? "clients" : "servers");
            if (auto.Flag(wrong) is true)
                report(
                    agent.PlaceOf(auto[wrong]),
                    $"auto_encrypt.{wrong} is true for a {agent.Role}, which refuses to start with it",
                    $"set it below {owner} only");
            if (!agent.IsServer && auto.Flag("tls") is true && agent.Automatic.AsksForConfiguration)
                report(
                    agent.PlaceOf(auto["tls"]),
                    "auto_encrypt.tls and auto_config.enabled are both true: the agent refuses to start",
                    "remove auto_encrypt.tls: auto_config brings a certificate too");
        }
    }
}
