using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Values;
using ConsulGen.Core.Yaml;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace ConsulGen.Core.Schema;

/// <summary>Checks the shape of an inventory against the published schema, and says what is wrong in our own words.</summary>
public static class SchemaValidator
{
    public static void Validate(YamlMapping root, FindingBag findings)
    {
        if (!SchemaShape.OfInventoryTakes(root)) Explain(root, findings);
    }

    /// <summary>What the library says of an inventory.</summary>
    public static void Explain(YamlMapping root, FindingBag findings)
    {
        using var reader = new YamlJsonReader(root);
        var token = JToken.Load(reader);
        foreach (var error in new InventorySchema().Root.Validate(token)) new Translation(reader, findings).Report(error);
    }

    private sealed class Translation(YamlJsonReader reader, FindingBag findings)
    {
        public void Report(ValidationError error)
        {
            // Errors of a mapping's or a list's items come as one error that holds them.
            if (error is ChildSchemaValidationError
                {
                    Kind: ValidationErrorKind.AdditionalPropertiesNotValid
                or ValidationErrorKind.ArrayItemNotValid
                } children)
            {
                foreach (var child in children.Errors.Values.SelectMany(e => e)) Report(child);
                return;
            }

            // Of several types, the one that the value has may still have errors inside.
            if (error is MultiTypeValidationError several && several.Errors.Values.FirstOrDefault(e => !e.Any(IsAboutType)) is { } inner)
            {
                foreach (var child in inner) Report(child);
                return;
            }

            var schema = error.Schema.ActualSchema;
            var node = reader.NodeAt(error.LineNumber);
            switch (error.Kind)
            {
                case ValidationErrorKind.NoAdditionalPropertiesAllowed:
                    UnknownKey(node, schema);
                    break;
                // The key that is not known here is reported, with the missing one as its suggestion.
                case ValidationErrorKind.PropertyRequired when node is not YamlMapping || IsMisspelt(node, error.Property ?? "", schema):
                    break;
                case ValidationErrorKind.PropertyRequired:
                    MissingKey(node, error.Property ?? "", schema);
                    break;
                case ValidationErrorKind.NotInEnumeration:
                    NotAllowed(node, schema);
                    break;
                case ValidationErrorKind.PatternMismatch:
                    PatternMismatch(node, schema);
                    break;
                case ValidationErrorKind.NumberTooBig or ValidationErrorKind.NumberTooSmall:
                    findings.Add(
                        "value-not-allowed",
                        node.Span,
                        $"{Describe(node)} is out of range: expected {schema.Minimum} to {schema.Maximum}",
                        "choose a number within the range");
                    break;
                default:
                    WrongType(node, schema);
                    break;
            }
        }

        private static bool IsAboutType(ValidationError error) => error.Kind is
            ValidationErrorKind.StringExpected or ValidationErrorKind.NumberExpected or ValidationErrorKind.IntegerExpected
                or ValidationErrorKind.BooleanExpected
            or ValidationErrorKind.ObjectExpected or ValidationErrorKind.ArrayExpected or ValidationErrorKind.NullExpected;

        private static bool IsMisspelt(YamlNode node, string key, JsonSchema schema) =>
            node is YamlMapping mapping
            && mapping.Entries.Any(e => !schema.Properties.ContainsKey(e.Key.Text) && Suggestion.For(e.Key.Text, schema.Properties.Keys) == key);

        private void UnknownKey(YamlNode node, JsonSchema schema)
        {
            var key = node is YamlScalar scalar ? scalar.Text : "";
            // The rules on agent keys know which version each key belongs to, and report there.
            if (findings.IsFull || InventorySchema.Expected(schema, "x-rule") is not null) return;
            // Of what is a word or a mapping, it says the word.
            if (InventorySchema.Expected(schema, "x-expected") is { } expected && (schema.PatternProperties.Count > 0 || schema.Properties.Count == 0))
            {
                findings.Add("unknown-key", node.Span, $"\"{Shown(key)}\" is not {expected}", "correct it");
                return;
            }

            var known = schema.Properties.Keys.ToList();
            var close = Suggestion.For(key, known);
            findings.Add(
                "unknown-key",
                node.Span,
                $"the key \"{Shown(key)}\" is not known here",
                close is not null ? $"did you mean \"{close}\"?" : "expected one of " + string.Join(", ", known.Order(StringComparer.Ordinal)),
                IsCaseOf(key, close) && reader.MappingOf(node)?.Entries.Count(e => IsCaseOf(e.Key.Text, close)) == 1 ? Fix.Word(node.Span, key, close) : null);
        }

        private void MissingKey(YamlNode node, string key, JsonSchema schema)
        {
            // An object where a scalar was expected misses the keys of the one object that may stand there.
            if (InventorySchema.Expected(schema, "x-words") is { } words)
                findings.Add("wrong-type", node.Span, $"expected {words}, but this is {Describe(node)}", "write it so, or { secret: name }");
            else
                findings.Add(
                    "missing-key",
                    reader.KeyOf(node)?.Span ?? node.Span,
                    $"{(reader.KeyOf(node) is { } owner ? $"\"{Shown(owner.Text)}\" has no {key}" : $"the inventory has no {key}")}",
                    $"add {key}");
        }

        private void NotAllowed(YamlNode node, JsonSchema schema)
        {
            var allowed = schema.Enumeration
                .Where(v => v is not null)
                .Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")
                .Order(StringComparer.Ordinal)
                .ToList();
            var close = node is YamlScalar scalar ? Suggestion.For(scalar.Text, allowed) : null;
            findings.Add(
                "value-not-allowed",
                node.Span,
                $"{Describe(node)} is not allowed here: expected {(allowed.Count == 1 ? "" : "one of ")}{string.Join(", ", allowed)}",
                close is not null ? $"did you mean \"{close}\"?" : "choose one of these",
                node is YamlScalar word && IsCaseOf(word.Text, close) ? Fix.Word(node.Span, word.Text, close) : null);
        }

        private void PatternMismatch(YamlNode node, JsonSchema schema)
        {
            // The rules that read this value say more about it.
            if (InventorySchema.Expected(schema, "x-rule") is not null) return;
            if (InventorySchema.Expected(schema, "x-expected") is { } expected)
                findings.Add("value-not-allowed", node.Span, $"{Describe(node)} is not {expected}", "correct it");
            else
                WrongType(node, schema);
        }

        private void WrongType(YamlNode node, JsonSchema schema)
        {
            // Whatever its type, a secret that is written out is reported as one.
            if (IsSecret(schema) && node is YamlScalar { Text.Length: > 0 }) return;
            var expected = InventorySchema.Expected(schema, "x-words") ?? InventorySchema.Expected(schema, "x-expected") ?? Words(schema.Type);
            findings.Add(
                "wrong-type",
                node.Span,
                $"expected {expected}, but this is {Describe(node)}",
                Remedy(node, schema),
                node is YamlScalar scalar ? FixType(scalar, schema) : null);
        }

        private static bool IsCaseOf(string word, [NotNullWhen(true)] string? other) => string.Equals(word, other, StringComparison.OrdinalIgnoreCase);

        /// <summary>The same value written as the type that is expected, where there is no doubt that it is the same.</summary>
        private static Fix? FixType(YamlScalar scalar, JsonSchema schema)
        {
            var takesText = TakesText(schema, scalar.Text);
            var (kind, text) = CoreSchema.Resolve(new YamlScalar(scalar.Span, scalar.Text, plain: true));
            if (IsFlag(schema) && scalar.Plain && FlagOf(scalar.Text) is { } flag) return Fix.Word(scalar.Span, scalar.Text, flag);
            if (!scalar.Plain && !takesText && text == scalar.Text && kind != ScalarKind.String && IsOf(schema, kind))
                return Fix.Unquoted(scalar.Span, scalar.Text);
            if (NeedsQuotes(scalar, schema) && kind is ScalarKind.Integer or ScalarKind.Float or ScalarKind.Boolean)
                return Fix.Quoted(scalar.Span, scalar.Text);
            return schema.Type.HasFlag(JsonObjectType.Array) && !takesText && schema.Item?.ActualSchema is { } item
                && (scalar.Plain && kind != ScalarKind.String ? IsOf(item, kind) : TakesText(item, scalar.Text))
                ? Fix.Listed(scalar.Span, scalar.Text)
                : null;
        }

        private static bool IsFlag(JsonSchema schema) => (schema.Type & ~(JsonObjectType.Null | JsonObjectType.String)) == JsonObjectType.Boolean;

        /// <summary>What older YAML takes for a flag, and what people go on writing.</summary>
        private static string? FlagOf(string text) => text.ToLowerInvariant() switch
        {
            "yes" or "on" => "true",
            "no" or "off" => "false",
            _ => null,
        };

        /// <summary>True for a plain number or flag that would be a string of the expected form in quotes.</summary>
        private static bool NeedsQuotes(YamlScalar scalar, JsonSchema schema) =>
            scalar.Plain && !schema.Type.HasFlag(JsonObjectType.Array) && TakesText(schema, scalar.Text);

        private static bool TakesText(JsonSchema schema, string text) =>
            schema.Type.HasFlag(JsonObjectType.String) && (schema.Pattern is null || Regex.IsMatch(text, schema.Pattern, RegexOptions.CultureInvariant));

        private static bool IsOf(JsonSchema schema, ScalarKind kind) => schema.Type.HasFlag(kind switch
        {
            ScalarKind.Boolean => JsonObjectType.Boolean,
            ScalarKind.Integer => JsonObjectType.Integer,
            ScalarKind.Float => JsonObjectType.Number,
            _ => JsonObjectType.Null,
        });

        private static string Remedy(YamlNode node, JsonSchema schema)
        {
            var type = schema.Type;
            if (IsSecret(schema)) return "write { secret: name }";
            if (InventorySchema.Expected(schema, "x-expected") is { } expected && !type.HasFlag(JsonObjectType.Object)) return "write " + expected;
            if (node is not YamlScalar scalar) return "write " + Words(type);
            if (!type.HasFlag(JsonObjectType.String) && scalar is { Plain: true } && scalar.Text.Contains(':', StringComparison.Ordinal))
                return "put a blank behind the colon";
            if (NeedsQuotes(scalar, schema)) return $"put it in quotes: \"{Shown(scalar.Text)}\"";
            if (type.HasFlag(JsonObjectType.Array) && scalar is { Plain: true, Text: "true" or "false" }) return "write " + Words(type);
            if (type.HasFlag(JsonObjectType.Array)) return $"write a list: [{Shown(scalar.Text)}]";
            if (IsFlag(schema) && scalar.Plain && FlagOf(scalar.Text) is { } flag) return "write " + flag;
            if (type.HasFlag(JsonObjectType.Integer) && scalar.Text.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(scalar.Text, out _))
                return "write a number: which address a port is opened at, addresses and client_addr say";
            return !scalar.Plain && (type.HasFlag(JsonObjectType.Integer) || type.HasFlag(JsonObjectType.Boolean) || type.HasFlag(JsonObjectType.Number))
                ? "remove the quotes: a string is not taken for a number or a flag"
                : "write " + (InventorySchema.Expected(schema, "x-words") ?? Words(type));
        }

        private static bool IsSecret(JsonSchema schema) => InventorySchema.Expected(schema, "x-secret") is not null;

        private static string Describe(YamlNode node) => node switch
        {
            YamlMapping => "a mapping",
            YamlSequence => "a list",
            YamlScalar { Text: "", Plain: true } => "nothing",
            YamlScalar { Plain: false } scalar => $"the string \"{Shown(scalar.Text)}\"",
            YamlScalar scalar => $"\"{Shown(scalar.Text)}\"",
            _ => "this",
        };

        private static string Words(JsonObjectType type)
        {
            var words = new List<string>();
            if (type.HasFlag(JsonObjectType.String)) words.Add("a string");
            if (type.HasFlag(JsonObjectType.Integer)) words.Add("a whole number");
            if (type.HasFlag(JsonObjectType.Number)) words.Add("a number");
            if (type.HasFlag(JsonObjectType.Boolean)) words.Add("true or false");
            if (type.HasFlag(JsonObjectType.Array)) words.Add("a list");
            if (type.HasFlag(JsonObjectType.Object)) words.Add("a mapping");
            return words.Count <= 2 ? string.Join(" or ", words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
        }

        private static string Shown(string text) => Shortened.Of(text.ReplaceLineEndings(" "), 60);
    }
}
