using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>How the commands of Consul get a token in a shell without a word of it on an argument list.</summary>
internal static class ShellToken
{
    /// <summary>In Markdown, behind "in each shell:".</summary>
    public static string Given(IEnumerable<Agent> agents) => agents.All(a => a.Version.Has(Feature.TokenFile))
        ? "`export CONSUL_HTTP_TOKEN_FILE=<file of a management token>`"
        : "`read -rs CONSUL_HTTP_TOKEN; export CONSUL_HTTP_TOKEN`, and type a management token";
}
