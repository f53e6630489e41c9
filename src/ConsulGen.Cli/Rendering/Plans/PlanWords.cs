using ConsulGen.Core.Consul.Datacenters;
using ConsulGen.Core.Planning;
using ConsulGen.Core.Planning.Changes;
using ConsulGen.Core.Planning.Dangers;
using ConsulGen.Core.Planning.Waves;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;

namespace ConsulGen.Cli.Rendering.Plans;

/// <summary>What the formats of plans call things; the JSON form relies on the words of the enumerations.</summary>
internal static class PlanWords
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.NoChange => "no-change",
        Verdict.Safe => "safe",
        Verdict.Procedure => "procedure",
        _ => "blocked",
    };

    public static string Of(DangerSeverity level) => level switch
    {
        DangerSeverity.Block => "block",
        DangerSeverity.Procedure => "procedure",
        DangerSeverity.Warning => "warning",
        _ => "info",
    };

    public static string Of(HostChangeKind kind) => kind switch
    {
        HostChangeKind.Added => "added",
        HostChangeKind.Changed => "changed",
        _ => "removed",
    };

    public static string Of(FileChangeKind kind) => kind switch
    {
        FileChangeKind.Added => "added",
        FileChangeKind.Changed => "changed",
        _ => "removed",
    };

    /// <summary>Null where the old inventory has none.</summary>
    public static string? OldErrors(Plan plan) => plan.OldErrors.IsEmpty
        ? null
        : $"the old inventory has {Counted.Of(plan.OldErrors.Length, "error")}, which lint shows: what runs may differ from it, and no files are compared";

    public static string Role(string role, int count) => (role, count) switch
    {
        ("load_balancer", 1) => "load balancer",
        ("load_balancer", _) => "load balancers",
        (_, 1) => role,
        _ => role + "s",
    };

    /// <summary>The servers of a datacenter, and what they survive.</summary>
    public static string Servers(Datacenter? datacenter)
    {
        if (datacenter is null || datacenter.Servers.IsEmpty) return "no servers";
        var quorum = Voters.QuorumOf(datacenter);
        var voters = quorum.Voters == datacenter.Servers.Length ? "" : FormattableString.Invariant($"{Counted.Of(quorum.Voters, "voter")}, ");
        return FormattableString.Invariant($"{Counted.Of(datacenter.Servers.Length, "server")} ({voters}quorum {quorum.Needed}, may lose {quorum.Tolerance})");
    }

    /// <summary>The hosts of a step, where its title does not name them.</summary>
    public static string Where(Step step) => step.Hosts switch
    {
        [] => "",
        [var host] => step.Title.Contains(host, StringComparison.Ordinal) ? "" : " (on " + host + ")",
        _ => ": " + HostNames.Short(step.Hosts),
    };
}
