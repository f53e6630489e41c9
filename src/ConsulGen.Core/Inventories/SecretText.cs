using System.Buffers;
using System.Net;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Text;
using ConsulGen.Core.Yaml;

namespace ConsulGen.Core.Inventories;

/// <summary>
/// What stands in an inventory where a secret may stand: below <c>secrets</c>, and behind every key that Consul takes a secret for, or
/// that is close to one, wherever it was put by mistake. No report shows these places, and no message repeats their text.
/// </summary>
public sealed class SecretText
{
    /// <summary>Long enough to be one, and short enough to find the beginning of one that a message shortened.</summary>
    private const int Shortest = 4;
    private const int Beginning = 40;

    /// <summary>A longer name of a variable with letters of both cases is rather a token.</summary>
    private const int LongestPlainName = 16;

    /// <summary>Names that mean a secret wherever they stand; others (<c>agent</c>, <c>default</c>) do so only in front of a scalar.</summary>
    private static readonly ImmutableArray<string> Telling = [
        "encrypt", "token", "tokens", "secret_id", "intro_token", "client_secret", "password", "private_key",
    ];

    private static readonly ImmutableHashSet<string> Names =
        AgentKeys.Instance.All.Where(k => k.IsSecret).Select(k => k.Name).Concat(Telling).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that other keys have too: <c>dns</c> is a token, a port and an address, <c>default</c> a token and a switch.</summary>
    private static readonly ImmutableHashSet<string> Shared =
        AgentKeys.Instance.All.Where(k => !k.IsSecret && Names.Contains(k.Name)).Select(k => k.Name).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<SourceSpan> _places = [];
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _telling = new(StringComparer.Ordinal);
    private SearchValues<string>? _search;

    public IReadOnlySet<SourceSpan> Places => _places;

    public static SecretText Find(YamlMapping root)
    {
        var secrets = new SecretText();
        if (root["secrets"] is YamlMapping definitions)
            foreach (var definition in definitions.Entries) secrets._defined.Add(definition.Key.Text);
        foreach (var entry in root.Written)
            if (entry.Key.Text == "secrets") secrets.AddDefinitions(entry.Value);
            else if (entry.Key.Text == "lint") continue; // names of rules, plaintext-secret among them
            else secrets.Walk(entry);
        return secrets;
    }

    /// <summary>The text without any secret in it.</summary>
    public string Hide(string text)
    {
        // Most messages hold none, and there may be as many secrets as messages.
        _search ??= SearchValues.Create([.. _texts], StringComparison.Ordinal);
        if (!text.AsSpan().ContainsAny(_search)) return text;
        foreach (var secret in _texts)
            if (text.Contains(secret, StringComparison.Ordinal)) text = text.Replace(secret, "***", StringComparison.Ordinal);
        return text;
    }

    /// <summary>True for a place that may hold one, and for a text that does.</summary>
    public bool AreIn(SourceSpan place, string text) => _places.Contains(place) || Hide(text) != text;

    private void AddDefinitions(YamlNode node)
    {
        if (node is not YamlMapping definitions)
        {
            AddAll(node);
            return;
        }

        foreach (var definition in definitions.Written)
        {
            if (definition.Value is not YamlMapping sources)
            {
                AddAll(definition.Value);
                continue;
            }

            foreach (var source in sources.Written)
                if (source.Value is not YamlScalar text || !IsSource(source.Key.Text, text.Text)) AddAll(source.Value);
        }
    }

    /// <summary>A variable's name or a path, and not the secret itself, put where only those may stand.</summary>
    private static bool IsSource(string key, string text) => key switch
    {
        "env" => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            && (text.Length <= LongestPlainName || !text.Any(char.IsAsciiLetterLower) || !text.Any(char.IsAsciiLetterUpper)),
        "file" => text.StartsWith('/') && !text.AsSpan().ContainsAny('+', '=', ' '),
        _ => false,
    };

    private void Walk(YamlNode node)
    {
        if (node is YamlScalar scalar && SecretWords.AreIn(scalar.Text))
            AddAll(scalar);
        else if (node is YamlSequence sequence)
            WalkItems(sequence);
        else if (node is YamlMapping mapping)
            foreach (var entry in mapping.Written) Walk(entry);
    }

    private void WalkItems(YamlSequence sequence)
    {
        var isValue = false;
        foreach (var item in sequence.Items)
        {
            if (isValue) AddAll(item);
            else Walk(item);
            isValue = item is YamlScalar argument && SecretWords.IsFlag(argument.Text);
        }
    }

    private void Walk(YamlEntry entry)
    {
        if (IsReference(entry.Value)) return;
        if (IsGossipBlock(entry)) AddKey((YamlMapping)entry.Value);
        if ((IsTelling(entry.Key.Text) && !IsBlock(entry)) || (entry.Value is YamlScalar scalar && IsSecret(entry.Key.Text, scalar.Text))) AddAll(entry.Value);
        else Walk(entry.Value);
    }

    private static bool IsSecret(string key, string text) => Names.Contains(key) && !(Shared.Contains(key) && (text is "true" or "false" || IsListener(text)));

    /// <summary>Elsewhere a <c>key</c> is a file, or one of the KV store.</summary>
    private static bool IsGossipBlock(YamlEntry entry) => entry is { Key.Text: "gossip", Value: YamlMapping };

    private void AddKey(YamlMapping gossip)
    {
        foreach (var entry in gossip.Written)
            if (entry.Key.Text == "key" && !IsReference(entry.Value)) AddAll(entry.Value);
    }

    /// <summary>A header of this name holds a secret; <c>auto_config.authorization</c> is a block of settings.</summary>
    private static bool IsBlock(YamlEntry entry) => entry is { Key.Text: "authorization", Value: YamlMapping };

    /// <summary>A port, addresses and sockets with blanks between, or a template that finds some.</summary>
    private static bool IsListener(string text) =>
        text.Contains("{{", StringComparison.Ordinal)
        || (text.Length < 6 && text.All(c => char.IsAsciiDigit(c) || c == '-'))
        || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(IsSocketOrAddress);

    private static bool IsSocketOrAddress(string part) =>
        part.StartsWith("unix://", StringComparison.Ordinal) || IsDotted(part) || (part.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(part, out _));

    /// <summary>Four numbers, also where one of them is a slip.</summary>
    private static bool IsDotted(string part) =>
        part.Split('.') is { Length: 4 } numbers && Array.TrueForAll(numbers, n => n.Length is > 0 and <= 3 && n.All(char.IsAsciiDigit));

    /// <summary><c>{ secret: name }</c> of a secret that is defined, or of what looks like a name; any other may be the secret itself.</summary>
    private bool IsReference(YamlNode node) =>
        node is YamlMapping { Entries: [{ Key.Text: "secret", Value: YamlScalar name }] } && (_defined.Contains(name.Text) || LooksLikeName(name.Text));

    private static bool LooksLikeName(string text) => text.Length <= 32 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-');

    /// <summary>The same few keys stand at every host.</summary>
    private bool IsTelling(string key) => _telling.TryGetValue(key, out var known) ? known : _telling[key] = IsClose(key);

    private static bool IsClose(string key) =>
        Telling.Contains(key, StringComparer.OrdinalIgnoreCase) || SecretWords.IsName(key)
            || (key.Length is > 4 and < 20 && Suggestion.For(key, Telling) is not null);

    private void AddAll(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { Text.Length: > 0 } scalar when scalar.Text is not ("null" or "~"):
                _places.Add(scalar.Span);
                if (scalar.Text.Length < Shortest) break;
                _texts.Add(scalar.Text);
                // A message has it on one line.
                foreach (var line in scalar.Text.Split('\n'))
                    if (line.Trim() is { Length: > Shortest } text) _texts.Add(text);
                if (scalar.Text.Length > Beginning) _texts.Add(scalar.Text[..Shortened.Border(scalar.Text, Beginning)]);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items) AddAll(item);
                break;
            case YamlMapping mapping when !IsReference(mapping):
                foreach (var entry in mapping.Written) AddAll(entry.Value);
                break;
        }
    }
}
