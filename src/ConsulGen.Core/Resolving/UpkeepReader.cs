using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Inventories;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving;

/// <summary>Reads what is done around Consul on a host. Hosts of a group share their blocks, and what is read of them.</summary>
internal sealed class UpkeepReader(FindingBag findings)
{
    /// <summary>In minutes.</summary>
    private const int Year = 60 * 24 * 365;

    private readonly SourceReader _sources = new(findings);
    private readonly Dictionary<MapValue, Backup> _backups = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MapValue, Firewall?> _firewalls = new(ReferenceEqualityComparer.Instance);

    public Firewall? Firewall(Upkeep upkeep, Placeholders placeholders)
    {
        var declared = upkeep.Firewall;
        if (declared.IsEmpty) return null;
        if (_firewalls.TryGetValue(declared, out var known)) return known;
        var firewall = ReadFirewall(Merge.Prune(placeholders.Expand(declared)));
        if (!declared.HasPlaceholders) _firewalls.Add(declared, firewall);
        return firewall;
    }

    public Backup? Backup(Upkeep upkeep, Placeholders placeholders)
    {
        var declared = upkeep.Backup;
        // An empty block takes what is usual.
        if (declared.IsEmpty && !declared.Span.Exists) return null;
        if (_backups.TryGetValue(declared, out var known)) return known;
        var backup = ReadBackup(Merge.Prune(placeholders.Expand(declared)), declared.Span);
        if (!declared.HasPlaceholders) _backups.Add(declared, backup);
        return backup;
    }

    private Backup ReadBackup(MapValue block, SourceSpan span)
    {
        var usual = new Backup(span);
        return usual with
        {
            EveryMinutes = GoDuration.Seconds(block.Text("every")) is >= 60 and var seconds ? (int)Math.Min(seconds / 60, Year) : usual.EveryMinutes,
            EverySpan = block["every"]?.Span ?? span,
            Keep = block.Number("keep") is > 0 and var keep ? keep : usual.Keep,
            Dir = Path("dir") ?? usual.Dir,
            DirSpan = block["dir"]?.Span ?? span,
            TokenFile = Path("token_file"),
            TextfileDir = Path("textfile_dir") ?? usual.TextfileDir,
            OnEveryServer = block.Text("copies") == "all",
        };

        string? Path(string key)
        {
            if (block[key] is not ScalarValue { Kind: ScalarKind.String } value) return null;
            if (NameForms.IsAbsolutePath(value.Text)) return value.Text.TrimEnd('/');
            findings.Add(
                "path-form",
                value.Span,
                $"backup.{key} \"{Shortened.Of(value.Text)}\" is not a path: {NameForms.PathExpected}",
                "name it by its full path");
            return null;
        }
    }

    private Firewall? ReadFirewall(MapValue block)
    {
        FirewallTool? tool = block.Text(Upkeep.Tool) switch
        {
            "nftables" => FirewallTool.Nftables,
            "firewalld" => FirewallTool.Firewalld,
            "ufw" => FirewallTool.Ufw,
            _ => null, // which the schema reports
        };
        var allowed = block.Map("allow").Entries
            .Select(e => new AllowedSources(e.Key, _sources.Read("firewall.allow." + e.Key, e.Value, AllowedSources.Anyone), e.KeySpan))
            .ToImmutableArray();
        return tool is null ? null : new Firewall(tool.Value, block[Upkeep.Tool]?.Span ?? block.Span, allowed);
    }
}
