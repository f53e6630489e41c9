namespace ConsulGen.Core.Consul.Releases;

/// <content>Ports, the HTTP API and what the agent says of itself.</content>
public sealed partial class Feature
{
    public static readonly Feature FileLimitChecked = new(
        "1.8.0",
        "limits.http_max_conns_per_client is refused where the process may not have that many files open.",
        "agent/config/agent_limits.go of 1.8.0; missing in 1.7.14");

    public static readonly Feature GrpcPort = new(
        "1.3.0",
        "ports.grpc serves Envoy; it is off unless it is set.",
        "CHANGELOG 1.3.0; agent/config/default.go");

    public static readonly Feature NeededPortsRefused = new(
        "1.16.0",
        "A server or serf_lan port of 0 or less is refused, on clients too; before, a server crashes, and a client only on the second.",
        "agent/config/builder.go of 1.15.0 and 1.16.0");

    public static readonly Feature HttpConnectionLimit = new(
        "1.6.3",
        "limits.http_max_conns_per_client exists, at first with 100 connections from an address.",
        "CHANGELOG 1.6.3");

    public static readonly Feature HttpConnectionLimitOf200 = new(
        "1.7.1",
        "limits.http_max_conns_per_client is 200 unless it is set.",
        "CHANGELOG 1.7.1");

    public static readonly Feature XdsLoadBalancing = new(
        "1.21.0",
        "performance.enable_xds_load_balancing exists, and servers spread their gRPC sessions unless it is off.",
        "CHANGELOG 1.21.0");

    public static readonly Feature UiContentPathInFile = new(
        "1.7.0",
        "ui_content_path counts in a file, and is checked there; before, only the flag counts.",
        "run with 1.6.5 and 1.8.4; CHANGELOG 1.7.0");

    public static readonly Feature AltDomain = new(
        "1.5.2",
        "alt_domain is answered beside the domain.",
        "CHANGELOG 1.5.2");
}
