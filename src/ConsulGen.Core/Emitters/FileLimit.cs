using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters;

/// <summary>How many files an agent may have open: what its unit says, or the overrides of it.</summary>
internal static class FileLimit
{
    private const long Standard = 65536;

    private const string Key = "LimitNOFILE";

    /// <summary>What the unit says where the user does not: never less than the settings ask for.</summary>
    public static string Derived(Agent agent) => Math.Max(Standard, OpenFiles.NeededBy(agent)).ToString(CultureInfo.InvariantCulture);

    /// <summary>As a shell takes it; empty where only the host knows, as supervisord gives all programs its own.</summary>
    public static string Of(Agent agent)
    {
        if (agent.Install.Supervisor) return "";
        var limit = agent.Systemd.Map("Service")[Key] is ScalarValue { Kind: not ScalarKind.Null, Text.Length: > 0 } set ? set.Text : Derived(agent);
        // systemd takes soft:hard too, and a word for no limit.
        limit = limit.Split(':')[0];
        return limit == "infinity" ? "unlimited" : limit.All(char.IsAsciiDigit) ? limit : "";
    }
}
