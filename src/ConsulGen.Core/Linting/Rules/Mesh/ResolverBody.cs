using ConsulGen.Core.Text;

namespace ConsulGen.Core.Linting.Rules.Mesh;

internal static class ResolverBody
{
    private static readonly ImmutableArray<string> Policies = ["", "random", "round_robin", "least_request", "ring_hash", "maglev"];

    public static void Check(EntryFields entry, ConfigEntryBody.Teller tell)
    {
        CheckDefault(entry, tell);
        CheckRedirect(entry, tell);
        CheckFailover(entry, tell);
        CheckBalancer(entry.In("load_balancer"), tell);
    }

    private static void CheckDefault(EntryFields entry, ConfigEntryBody.Teller tell)
    {
        if (entry.Text("default_subset") is { Length: > 0 } subset) CheckSubset(entry, subset, entry["default_subset"], tell);
    }

    private static void CheckRedirect(EntryFields entry, ConfigEntryBody.Teller tell)
    {
        if (entry["redirect"] is not Values.MapValue) return;
        var redirect = entry.In("redirect");
        if (entry.Has("failover")) tell(entry["redirect"], "has a redirect and a failover", "keep one of the two");
        if (redirect.Count("service", "service_subset", "namespace", "partition", "datacenter", "peer", "SamenessGroup") == 0)
            tell(entry["redirect"], "has a redirect to nowhere", "name a service or a datacenter in it");
        else if (!redirect.Has("service") && redirect.Has("service_subset"))
            tell(redirect["service_subset"], "has a redirect to a subset of no service", "name the service beside it");
        else if (redirect.Text("service") == entry.Text("name") && redirect.Text("service_subset") is { Length: > 0 } subset)
            CheckSubset(entry, subset, redirect["service_subset"], tell);
    }

    private static void CheckFailover(EntryFields entry, ConfigEntryBody.Teller tell)
    {
        foreach (var failover in entry.In("failover").Map.Entries)
        {
            if (failover.Key != "*") CheckSubset(entry, failover.Key, failover.Value, tell);
            if (failover.Value is not Values.MapValue map) continue;
            var fields = new EntryFields(map);
            if (fields.Count("service", "service_subset", "namespace", "datacenters", "targets", "SamenessGroup") == 0)
                tell(map, "has a failover to nowhere", "name a service, a subset or datacenters in it");
            if (fields.Has("targets") && fields.Count("service", "service_subset", "datacenters") > 0)
                tell(fields["targets"], "has a failover with targets and another destination beside them", "say all of it in targets");
            if (fields.Text("service_subset") is { Length: > 0 } subset && (!fields.Has("service") || fields.Text("service") == entry.Text("name")))
                CheckSubset(entry, subset, fields["service_subset"], tell);
        }
    }

    private static void CheckBalancer(EntryFields balancer, ConfigEntryBody.Teller tell)
    {
        var policy = balancer.Text("policy");
        if (!Policies.Contains(policy))
        {
            tell(balancer["policy"], $"balances by \"{Shortened.Of(policy)}\", which there is not", "use one of " + string.Join(", ", Policies[1..]));
            return;
        }

        if (balancer["ring_hash_config"] is Values.MapValue ring && policy != "ring_hash")
            tell(ring, "has a ring_hash_config, but does not balance by it", "set policy: ring_hash, or remove it");
        if (balancer["least_request_config"] is Values.MapValue least && policy != "least_request")
            tell(least, "has a least_request_config, but does not balance by it", "set policy: least_request, or remove it");
        if (balancer.Has("hash_policies") && policy is not ("ring_hash" or "maglev"))
            tell(balancer["hash_policies"], "has hash_policies, but does not balance by a hash", "set policy: ring_hash or maglev, or remove them");
    }

    private static void CheckSubset(EntryFields entry, string subset, Values.Value? place, ConfigEntryBody.Teller tell)
    {
        var subsets = entry.In("subsets").Map.Entries;
        if (subsets.Any(s => s.Key == subset)) return;
        tell(
            place,
            $"has no subset \"{Shortened.Of(subset)}\"",
            Suggestion.For(subset, subsets.Select(s => s.Key)) is { } close ? $"did you mean \"{Shortened.Of(close)}\"?" : "say in subsets what belongs to it");
    }
}
