using ConsulGen.Core.Formats;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Emitters.Install;

/// <summary>
/// The host's <c>secrets.json</c> in pieces for install.sh: <c>=text</c> stands as it is, <c>@name</c> is the secret, which the script
/// escapes for JSON.
/// </summary>
internal static class SecretsTemplate
{
    public static IEnumerable<string> Pieces(MapValue secrets)
    {
        // The mark is a character that no inventory may hold, so no value can look like one.
        var parts = JsonWriter.Write((MapValue)Named(secrets)).ToString().Split('\ue123');
        for (var i = 0; i < parts.Length; i++) yield return i % 2 == 0 ? "=" + parts[i] : "@" + parts[i];
    }

    /// <summary>The value with a text that nobody else can write in the place of each secret.</summary>
    public static Value Named(Value value) => value switch
    {
        SecretValue secret => ScalarValue.Of($"\ue123{secret.Name}\ue123"),
        ListValue list => new ListValue([.. list.Items.Select(i => Named(i))]),
        MapValue map => map.Select(e => Named(e.Value)),
        _ => value,
    };
}
