using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Consul.Agents;

/// <summary>Files outside of the agent's own folders that its settings name.</summary>
internal static class AgentFiles
{
    private const string Socket = "unix://";

    private static readonly ImmutableArray<string> Material = ["ca_file", "ca_path", "cert_file", "key_file"];

    /// <summary>Sockets that it listens at, and files of the audit log (Enterprise).</summary>
    public static IEnumerable<(string Key, string Path, Value Source)> Made(Agent agent)
    {
        if (agent.Config["client_addr"] is ScalarValue client)
            foreach (var socket in Sockets(client)) yield return ("the socket of client_addr", socket, client);
        if (agent.Config["addresses"] is MapValue addresses)
            foreach (var entry in addresses.Entries)
                if (entry.Value is ScalarValue value)
                    foreach (var socket in Sockets(value)) yield return ("the socket of addresses." + entry.Key, socket, value);
        if (agent.Config.At("audit", "sink") is MapValue sinks)
            foreach (var sink in sinks.Entries)
                if ((sink.Value as MapValue)?["path"] is ScalarValue path && path.Text.StartsWith('/'))
                    yield return ($"audit.sink.{sink.Key}.path", path.Text, path);
    }

    /// <summary>The sockets among the addresses of a setting.</summary>
    public static IEnumerable<string> Sockets(ScalarValue addresses) =>
        addresses.Text.Contains(Socket, StringComparison.Ordinal)
            ? addresses.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(a => a.StartsWith(Socket + "/", StringComparison.Ordinal))
                .Select(a => a[Socket.Length..])
            : [];

    /// <summary>Certificates, their keys and CAs, and the commands of checks, as far as they are whole paths.</summary>
    public static IEnumerable<string> Read(Agent agent)
    {
        foreach (var (_, path) in Needed(agent)) yield return path;
        foreach (var check in AgentDefinitions.Of(agent).Checks)
            foreach (var word in AgentCommands.WordsOf(check))
                if (IsPath(word)) yield return word;
    }

    /// <summary>Files and folders without which the agent does not start, with the keys that name them, such as <c>tls.defaults.ca_file</c>.</summary>
    public static IEnumerable<(string Key, string Path)> Needed(Agent agent)
    {
        foreach (var key in Material)
            if (agent.Config.Text(key) is { } path && IsPath(path)) yield return (key, path);
        if (agent.Version.Has(Feature.TlsStanza) && agent.Config["tls"] is MapValue tls)
            foreach (var side in tls.Entries)
                if (side.Value is MapValue settings)
                    foreach (var key in Material)
                        if (settings.Text(key) is { } path && IsPath(path)) yield return ($"tls.{side.Key}.{key}", path);
    }

    /// <summary>What checks run, as far as it is a whole path.</summary>
    public static IEnumerable<string> Run(Agent agent)
    {
        foreach (var check in AgentDefinitions.Of(agent).Checks)
            foreach (var command in AgentCommands.Of(check))
                if (IsPath(command)) yield return command;
    }

    private static bool IsPath(string? text) => text is { Length: > 1 } && text[0] == '/';
}
