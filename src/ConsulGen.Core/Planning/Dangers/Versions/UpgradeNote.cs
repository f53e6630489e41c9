using ConsulGen.Core.Consul.Agents;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Core.Planning.Dangers.Versions;

/// <summary>What an upgrade has to change on its way, as far as the inventory shows that it concerns it.</summary>
/// <param name="Release">What the first release has that is not as before.</param>
/// <param name="Before">How bad it is when it is not done while the older release still runs; null when it is done with the hop.</param>
/// <param name="Text">An imperative.</param>
internal sealed record UpgradeNote(Feature Release, DangerSeverity? Before, Func<Agent, bool> Meets, string Text)
{
    /// <summary>Source of all: Consul's documentation "Upgrading specific versions", under the release's heading.</summary>
    public static readonly ImmutableArray<UpgradeNote> All =
    [
        new(
            Feature.RaftProtocolThreeOnly,
            DangerSeverity.Block,
            a => a.IsServer && a.RaftProtocol < RaftProtocol.WithIds,
            $"set raft_protocol to 3 on one server after the other, as {Feature.RaftProtocolThreeOnly.Since} and later refuse any other"),
        new(
            Feature.LicenseInFile,
            DangerSeverity.Procedure,
            a => a.Version.IsEnterprise && a.Config["license_path"] is null,
            $"set license_path or CONSUL_LICENSE, as {Feature.LicenseInFile.Since} Enterprise and later do not take a license over the API"),
        new(
            Feature.LicenseOfIbm,
            DangerSeverity.Procedure,
            a => a.Version.IsEnterprise,
            $"give all agents and snapshot agents the license of IBM while they have {Feature.LicenseOfIbmTaken.Since} or later, as "
            + $"{Feature.LicenseOfIbm.Since} Enterprise and later do not start with one of HashiCorp"),
        new(
            Feature.LegacyAclsGone,
            DangerSeverity.Procedure,
            HasLegacyAcl,
            "give every token of the old ACL system (consul acl token list says \"Legacy: true\") policies of the new one, "
            + $"as {Feature.LegacyAclsGone.Since} and later do not know the old system"),
        new(
            Feature.PeeringByDefault,
            DangerSeverity.Procedure,
            a => a.Config.Map("peering").Flag("enabled") is true,
            $"delete the peerings, as {Feature.PeeringByDefault.Since} and later do not take older ones"),
        new(
            Feature.GrpcTlsPort,
            null,
            a => GrpcPorts.Of(a).Any(p => p.Value),
            $"give ports.grpc_tls the port where gRPC speaks TLS, as ports.grpc is plain from {Feature.GrpcTlsPort.Since} on"),
    ];

    /// <summary>What is to be done for a hop: what changes by itself, and the keys that get another name or go.</summary>
    /// <param name="old">The datacenter as it is before the first hop.</param>
    public static IEnumerable<string> For(UpgradeHop hop, Datacenter old, ImmutableArray<AgentKey> keys)
    {
        foreach (var note in All)
            if (hop.Crosses(note.Release.Since) && old.Agents.Any(note.Meets)) yield return (note.Before is null ? "" : "first ") + note.Text;
        foreach (var key in keys.Where(k => k.Removed is { } removed && hop.Crosses(removed)))
            yield return key.ReplacementFor(hop.To) is { } replacement
                ? $"{key.Path} becomes {replacement.Words}, as {key.Removed} and later refuse it"
                : $"remove {key.Path}, as {key.Removed} and later refuse it";
        var renamed = keys
            .Where(k => k.WarnsSince is { } since && hop.Crosses(since) && k.Removed is null)
            .Select(k => (k.Path, New: k.ReplacementFor(hop.To)?.Words))
            .Where(k => k.New is not null)
            .ToList();
        if (renamed.Count > 0) yield return string.Join("; ", renamed.Select(k => $"{k.Path} becomes {k.New}"));
    }

    /// <summary>The keys that the inventory uses in a datacenter, each once.</summary>
    public static ImmutableArray<AgentKey> KeysOf(Topology topology, Datacenter datacenter)
    {
        var keys = new SortedDictionary<string, AgentKey>(StringComparer.Ordinal);
        AgentKeyWalk.Over(datacenter.Agents, visit =>
        {
            if (visit.Key is { } key) keys.TryAdd(key.Path, key);
            return true;
        });
        return [.. keys.Values];
    }

    /// <summary>Tokens of the old system come from releases before 1.4.0, whose keys these are; newer releases take the keys too.</summary>
    private static bool HasLegacyAcl(Agent agent) => agent.Config.Entries.Any(e => e.Key.StartsWith("acl_", StringComparison.Ordinal));
}
