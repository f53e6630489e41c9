using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>Reads the effective <c>consul</c> block of a host. Its values become paths and words of units, so each has a closed grammar.</summary>
internal sealed class InstallReader(FindingBag findings)
{
    /// <param name="declared">The block with its placeholders.</param>
    /// <param name="consul">The same, expanded.</param>
    public ConsulInstall Read(MapValue declared, MapValue consul)
    {
        foreach (var entry in consul.Entries)
            if (entry.Value is not ScalarValue { Kind: ScalarKind.String } && declared[entry.Key] is { HasPlaceholders: true } value)
                findings.Add(
                    "wrong-type",
                    value.Span,
                    $"the placeholder stands for something else than a string, which {entry.Key} is",
                    "put the variable's value in quotes");
        var user = Word(consul, "user", "consul", NameForms.IsUser, "a user's name: expected lower-case letters, digits, \"-\" and \"_\", at most 31");
        return new ConsulInstall(Version(consul))
        {
            Binary = Path(consul, "binary", "/usr/local/bin/consul"),
            ConfigDir = Path(consul, "config_dir", "/etc/consul.d"),
            Json = consul.Text("config_format") == "json",
            User = user,
            Group = Word(consul, "group", user, NameForms.IsUser, "a group's name: expected lower-case letters, digits, \"-\" and \"_\", at most 31"),
            Supervisor = consul.Text("service_manager") == "supervisor",
            Unit = Unit(consul),
            UnitDir = Path(consul, "unit_dir", "/etc/systemd/system"),
            Source = consul,
        };
    }

    private ConsulVersion Version(MapValue consul)
    {
        if (consul["version"] is not ScalarValue { Kind: not ScalarKind.Null } value) return ConsulVersion.Recommended;
        if (ConsulVersion.Parse(value.Text) is not { } version)
        {
            // Another type is the schema's finding; here is a string that is no release.
            if (value.Kind == ScalarKind.String)
                findings.Add(
                    "unsupported-version",
                    value.Span,
                    $"\"{Shortened.Of(value.Text)}\" is no release of Consul: expected three numbers",
                    $"write it as \"{ConsulVersion.Recommended}\"");
            return ConsulVersion.Recommended;
        }

        if (version < ConsulVersion.Oldest)
            findings.Add(
                "unsupported-version",
                value.Span,
                $"Consul {version} is older than {ConsulVersion.Oldest}, the oldest release whose keys are known here",
                "upgrade Consul first");
        return version;
    }

    private string Unit(MapValue consul)
    {
        var unit = Word(consul, "unit", "consul", NameForms.IsUnit, "a unit's name: expected letters, digits, \"-\", \"_\" and \".\"");
        return unit.EndsWith(".service", StringComparison.Ordinal) ? unit[..^".service".Length] : unit;
    }

    private string Path(MapValue consul, string key, string standard) =>
        Word(consul, key, standard, NameForms.IsAbsolutePath, "a path: " + NameForms.PathExpected) is var path && path.Length > 1
            ? path.TrimEnd('/')
            : standard;

    private string Word(MapValue consul, string key, string standard, Func<string, bool> isValid, string expected)
    {
        if (consul[key] is not ScalarValue { Kind: ScalarKind.String } value) return standard;
        if (isValid(value.Text)) return value.Text;
        findings.Add(
            key is "user" or "group" or "unit" ? "name-form" : "path-form",
            value.Span,
            $"{key} \"{Shortened.Of(value.Text)}\" is not {expected}",
            key is "user" or "group" or "unit" ? "rename it" : "name it by its full path");
        return standard;
    }
}
