using System.Text.RegularExpressions;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>Where an agent's listener can be reached, as far as the inventory says; a template is known to the host only.</summary>
internal static partial class Listening
{
    private const string Default = "127.0.0.1";

    private const string SocketScheme = "unix://";

    /// <summary>True when nobody reaches it from another machine, nor at the host's own address.</summary>
    public static bool IsLocalOnly(Agent agent, string port) =>
        BindsOf(agent, port) is { } binds && binds.All(IsLoopback) && !IsLoopback(agent.Address);

    /// <summary>True when it is bound to an address that others may reach.</summary>
    public static bool IsOpen(Agent agent, string port) => agent.Ports[port] > 0 && BindsOf(agent, port) is { } binds && !binds.All(IsLoopback);

    /// <summary>The address or addresses, as a message says them.</summary>
    public static string Describe(Agent agent, string port) =>
        BindsOf(agent, port) is { IsEmpty: false } binds ? string.Join(" and ", binds) + " only" : "no IP address";

    /// <summary>Where the inventory says the address; none for the default.</summary>
    public static SourceSpan SpanOf(Agent agent, string port) => Setting(agent, port)?.Span ?? SourceSpan.None;

    /// <summary>
    /// The addresses as the inventory writes them, sockets left out; null where only the host knows them (agent/config/builder.go, all versions).
    /// </summary>
    public static ImmutableArray<string>? BindsOf(Agent agent, string port) =>
        IsKnown(agent, port) ? KnownBindsOf(agent, port) : null;

    /// <summary>The inventory says all of them.</summary>
    public static bool IsKnown(Agent agent, string port) => Setting(agent, port) is not { } setting || IsWritten(setting);

    /// <summary>Those of them that the inventory says, whatever the host works out besides.</summary>
    public static ImmutableArray<string> KnownBindsOf(Agent agent, string port) => Setting(agent, port) is { } setting
        ? [.. Words(setting).Where(w => !w.StartsWith(SocketScheme, StringComparison.Ordinal))]
        : [port is "server" or "serf_lan" or "serf_wan" ? "0.0.0.0" : Default];

    /// <summary>The first socket that it is bound to, as <c>unix:///run/consul.sock</c>; null without one.</summary>
    public static string? SocketOf(Agent agent, string port) =>
        Words(Setting(agent, port)).FirstOrDefault(w => w.StartsWith(SocketScheme, StringComparison.Ordinal));

    /// <summary>The host has nothing to work out.</summary>
    private static bool IsWritten(Value setting) =>
        setting is ScalarValue { Kind: ScalarKind.String } text && !text.Text.Contains("{{", StringComparison.Ordinal);

    /// <summary>What stands between templates, which may have blanks in them.</summary>
    private static string[] Words(Value? setting) => setting is ScalarValue { Kind: ScalarKind.String } text
        ? (IsWritten(text) ? text.Text : Template().Replace(text.Text, " ")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        : [];

    [GeneratedRegex("{{.*?}}", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    private static Value? Setting(Agent agent, string port) => port switch
    {
        "serf_lan" or "serf_wan" => agent.Config[port] ?? agent.Config["bind_addr"],
        "server" => agent.Config["bind_addr"],
        _ when DefinitionKeys.Has(agent.Config.Map("addresses"), port) => agent.Config.Map("addresses")[port],
        _ => agent.Config["client_addr"],
    };

    public static bool IsLoopback(string address) =>
        address is "::1" or "localhost" || (address.StartsWith("127.", StringComparison.Ordinal) && Address.IsIPv4(address));
}
