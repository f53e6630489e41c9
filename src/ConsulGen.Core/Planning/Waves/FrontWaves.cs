using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>What stands in front of the agents and beside them: it follows when they are what it expects.</summary>
internal static class FrontWaves
{
    private const string PrometheusFolder = "prometheus/";

    public static IEnumerable<Wave> Balancers(TopologyChange change, string datacenter)
    {
        var changed = change.LoadBalancers
            .Where(b => b.Balancer.Datacenter == datacenter && b is not { Old: not null, New: not null, Keys.IsEmpty: true })
            .ToList();
        ImmutableArray<Step> steps =
        [
            // install.sh tests the files with "nginx -t" before nginx reads them, and takes them back when they are wrong.
            .. changed
                .Where(b => b.New is not null)
                .Select(b => new Step(
                    $"{(b.Old is null ? "add" : "reload")} load balancer {b.Balancer.Name}",
                    [b.Balancer.Name],
                    [HostCommands.Install, "nginx -t"])
            {
                WaitFor = ["each of its ports answers"],
                Undo = b.Old is null ? ["systemctl disable --now nginx"] : HostCommands.UndoFrontFiles,
            }),
            .. changed
                .Where(b => b.New is null)
                .Select(b => new Step(
                    $"remove load balancer {b.Balancer.Name}",
                    [b.Balancer.Name],
                    ["<point its users elsewhere>", "systemctl disable --now nginx"])
            {
                Undo = ["systemctl enable --now nginx"],
            }),
        ];
        return steps.IsEmpty ? [] : [new Wave(datacenter, "load balancers", steps)];
    }

    public static IEnumerable<Wave> Prometheus(ImmutableArray<FileChange> files)
    {
        if (!files.Any(f => f.Path.StartsWith(PrometheusFolder, StringComparison.Ordinal))) return [];
        var step = new Step(
            "give Prometheus its new files",
            [],
            [$"<copy the bundle's {PrometheusFolder} to Prometheus>", "promtool check config <prometheus.yml>", "systemctl reload prometheus"])
        {
            WaitFor = ["every target is up"],
            Undo = [$"<copy {PrometheusFolder} of the old bundle to Prometheus>", "systemctl reload prometheus"],
        };
        return [new Wave("", "Prometheus", [step])];
    }
}
