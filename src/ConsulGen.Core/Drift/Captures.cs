using System.Text.Json;

namespace ConsulGen.Core.Drift;

/// <summary>
/// Reads what was captured of a cluster: the tables of <c>consul members</c> and <c>consul operator raft list-peers</c>, or the JSON of the
/// API behind them, and <c>/v1/agent/self</c>.
/// </summary>
public static class Captures
{
    /// <exception cref="CaptureException">It is something else.</exception>
    public static ImmutableArray<LiveMember> Members(string text)
    {
        if (!IsJson(text))
            return [.. CapturedTable.Read(text, "Node", "Address", "Status", "Type", "Build", "DC").Select(row =>
            {
                var (host, port) = Endpoint(row["Address"]);
                return new LiveMember(row["Node"], host, port, row["Status"], row["Type"] == "server", Release(row["Build"]), row["DC"]);
            })];
        return Json<ImmutableArray<LiveMember>>(text, root => root.ValueKind == JsonValueKind.Array
            ? [.. root.EnumerateArray().Select(Member)]
            : throw new CaptureException("it is not the list of /v1/agent/members"));
    }

    /// <exception cref="CaptureException">It is something else.</exception>
    public static ImmutableArray<LivePeer> Peers(string text)
    {
        if (!IsJson(text))
            return [.. CapturedTable.Read(text, "Node", "ID", "Address", "State", "Voter").Select(row =>
                new LivePeer(row["Node"], row["ID"], row["Address"], row["State"] == "leader", row["Voter"] == "true"))];
        return Json<ImmutableArray<LivePeer>>(text, root => root.TryGetProperty("Servers", out var servers)
            ? [.. servers.EnumerateArray().Select(s =>
                new LivePeer(Text(s, "Node"), Text(s, "ID"), Text(s, "Address"), s.GetProperty("Leader").GetBoolean(), s.GetProperty("Voter").GetBoolean()))]
            : throw new CaptureException("it is not what /v1/operator/raft/configuration says"));
    }

    /// <exception cref="CaptureException">It is something else.</exception>
    public static LiveAgent Agent(string file, string text) => Json(text, root =>
    {
        if (!root.TryGetProperty("Config", out var config)) throw new CaptureException("it is not what /v1/agent/self says");
        return new LiveAgent(
            file,
            Text(config, "NodeName"),
            Text(config, "NodeID"),
            Text(config, "Datacenter"),
            config.GetProperty("Server").GetBoolean(),
            Release(Text(config, "Version")));
    });

    private static LiveMember Member(JsonElement member)
    {
        var tags = member.GetProperty("Tags");
        return new LiveMember(
            Text(member, "Name"),
            Text(member, "Addr"),
            member.GetProperty("Port").GetInt32(),
            member.GetProperty("Status").GetInt32() switch { 1 => "alive", 2 => "leaving", 3 => "left", 4 => "failed", _ => "none" },
            Text(tags, "role") == "consul",
            Release(Text(tags, "build")),
            Text(tags, "dc"));
    }

    /// <summary><c>1.10.11:eac4b0d6</c>, and <c>1.10.11</c> of a table.</summary>
    private static string Release(string build) => build.Split(':')[0];

    private static (string Host, int Port) Endpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (text[..colon].Trim('[', ']'), port)
            : throw new CaptureException($"\"{Core.Text.Shortened.Of(text)}\" is no address with a port");
    }

    private static bool IsJson(string text) => text.AsSpan().TrimStart() is ['[' or '{', ..];

    private static string Text(JsonElement map, string key) => map.TryGetProperty(key, out var value) ? value.GetString() ?? "" : "";

    private static T Json<T>(string text, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CaptureException("it is no JSON of Consul's API");
        }
    }
}
