using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

internal static class ClientAddress
{
    /// <summary>The address that nothing listens at; null where something does.</summary>
    public static ScalarValue? Empty(Agent agent) =>
        agent.Config["client_addr"] is ScalarValue { Kind: ScalarKind.String } address && address.Text.Trim().Length == 0
        && !DefinitionKeys.Has(agent.Config.Map("addresses"), "http")
            ? address
            : null;
}
