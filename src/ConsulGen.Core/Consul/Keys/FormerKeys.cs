namespace ConsulGen.Core.Consul.Keys;

/// <summary>
/// Keys that releases before 1.1.0 took and that are still copied from old pages, with what took their place: CHANGELOG 0.8 to 1.1.0,
/// agent/config/builder.go of 1.0.0. They are no keys of any release here, and nothing near them in spelling is meant.
/// </summary>
internal static class FormerKeys
{
    private const string CloudJoin = "write retry_join: [\"provider=… …\"], with the provider's own words: \"provider=aws region=… tag_key=… tag_value=…\"";
    private const string RpcGone = "remove it: the RPC port of Consul 0.x is gone, and commands ask the HTTP API";

    private static readonly Dictionary<string, string> Remedies = new(StringComparer.Ordinal)
    {
        ["addresses.rpc"] = RpcGone,
        ["atlas_infrastructure"] = "remove it: Atlas is gone",
        ["check.script"] = "write args: a list of the program and its arguments",
        ["dogstatsd_addr"] = "write telemetry.dogstatsd_addr",
        ["http_api_response_headers"] = "write http_config.response_headers",
        ["ports.rpc"] = RpcGone,
        ["retry_join_azure"] = CloudJoin,
        ["retry_join_ec2"] = CloudJoin,
        ["retry_join_gce"] = CloudJoin,
        ["statsd_addr"] = "write telemetry.statsd_address",
        ["statsite_addr"] = "write telemetry.statsite_address",
        ["statsite_prefix"] = "write telemetry.metrics_prefix",
        ["tls.verify_server_hostname"] = "move it: the key is tls.internal_rpc.verify_server_hostname",
    };

    /// <param name="name">As messages name a key: <c>check.script</c> for that of any check.</param>
    public static string? RemedyOf(string name) => Remedies.GetValueOrDefault(name);
}
