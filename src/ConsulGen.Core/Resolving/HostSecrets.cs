using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>The secrets of a host: their files may have the host's facts in their paths.</summary>
internal sealed class HostSecrets(ImmutableSortedDictionary<string, SecretDefinition> secrets, FindingBag findings)
{
    private readonly ImmutableArray<SecretDefinition> _own =
        [.. secrets.Values.Where(s => s.Source == SecretSource.File && s.Text.Contains("${", StringComparison.Ordinal))];

    public ImmutableSortedDictionary<string, SecretDefinition> Of(MapValue config, ImmutableArray<Service> services, Placeholders placeholders)
    {
        if (_own.IsEmpty || (!config.HoldsSecret && !services.Any(s => s.Definition.HoldsSecret))) return secrets;
        var needed = SecretValue.NamesIn(config).Union(services.SelectMany(s => SecretValue.NamesIn(s.Definition)));
        return secrets.SetItems(_own.Where(s => needed.Contains(s.Name)).Select(s => KeyValuePair.Create(s.Name, Expanded(s, placeholders))));
    }

    private SecretDefinition Expanded(SecretDefinition secret, Placeholders placeholders)
    {
        var path = placeholders.Expand(new ScalarValue(ScalarKind.String, secret.Text) { Origin = new Origin(secret.Span, "secrets") }).Text;
        if (!NameForms.IsAbsolutePath(path))
            findings.Add("path-form", secret.Span, $"the secret's file \"{Shortened.Of(path)}\" is not a path: {NameForms.PathExpected}", "correct it");
        return secret with { Text = path };
    }
}
