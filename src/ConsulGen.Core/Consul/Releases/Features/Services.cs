namespace ConsulGen.Core.Consul.Releases;

/// <content>Services, checks, watches and the mesh.</content>
public sealed partial class Feature
{
    public static readonly Feature ConnectByDefault = new(
        "1.14.0",
        "The service mesh is on unless connect.enabled is false.",
        "docs, upgrade to specific versions, 1.14; agent/config/default.go of 1.14.0");

    public static readonly Feature PeeringByDefault = new(
        "1.14.0",
        "Peering is on unless peering.enabled is false; peerings of 1.13 are not taken over.",
        "docs, upgrade to specific versions, 1.14; agent/config/builder.go of 1.14.0");

    public static readonly Feature NewDnsByDefault = new(
        "1.19.0",
        "DNS is answered by code that was written anew, unless the experiment v1dns is on.",
        "CHANGELOG 1.19.0",
        until: "1.19.2");

    public static readonly Feature ConnectInServices = new(
        "1.3.0",
        "The agent looks at connect { } and the kind of a service in a file.",
        "CHANGELOG 1.3.0");

    public static readonly Feature EnvoyConfiguration = new(
        "1.3.0",
        "The agent configures Envoy by gRPC; the port is in the configuration before that.",
        "CHANGELOG 1.3.0; agent/config/builder.go of 1.1.0");

    public static readonly Feature MeshGateways = new(
        "1.6.0",
        "A service can be a mesh gateway.",
        "CHANGELOG 1.6.0");

    public static readonly Feature IngressAndTerminatingGateways = new(
        "1.8.0",
        "A service can be an ingress or a terminating gateway.",
        "CHANGELOG 1.8.0");

    public static readonly Feature MeshGatewayFederation = new(
        "1.8.0",
        "Datacenters can be federated over mesh gateways.",
        "CHANGELOG 1.8.0");

    public static readonly Feature ProxyForAllRefused = new(
        "1.10.0",
        "A proxy for the service \"*\" is refused.",
        "run with 1.8.4 and 1.10.11");

    public static readonly Feature ExposedPaths = new(
        "1.6.2",
        "proxy.expose exists, and is checked.",
        "CHANGELOG 1.6.2");

    public static readonly Feature ExposedPathTwice = new(
        "1.10.0",
        "A path may be exposed twice, at two listeners.",
        "run with 1.6.5 and 1.8.4, which refuse it, and 1.10.11");

    public static readonly Feature ServiceDefaultsNeedName = new(
        "1.10.0",
        "A service-defaults entry without a name is refused.",
        "run with 1.6.5 and 1.8.4, which take it, and 1.10.11");

    public static readonly Feature HttpMethodsChecked = new(
        "1.9.0",
        "Methods in routes and intentions are those of HTTP, in any case.",
        "agent/structs/config_entry_discoverychain.go of 1.8.19 and 1.9.0; run with 1.6.5, 1.8.4 and 1.10.11");

    public static readonly Feature EntriesNormalized = new(
        "1.8.4",
        "Entries of the configuration are put into their usual form before they are checked, methods in capitals for instance.",
        "agent/config/builder.go of all releases; run with 1.6.5 and 1.8.4");

    public static readonly Feature IngressServiceOnce = new(
        "1.11.0",
        "A listener of an ingress gateway has each service once.",
        "agent/structs/config_entry_gateways.go of 1.10.12 and 1.11.0; run with 1.8.4 and 1.10.11");

    public static readonly Feature IngressSharesHttp2 = new(
        "1.10.12, 1.11.7, 1.12.3",
        "A listener of an ingress gateway for http2 or grpc may lead to several services, as one for http.",
        "agent/structs/config_entry_gateways.go of all releases");

    public static readonly Feature ProxyDefaultsNameForced = new(
        "1.8.4",
        "The name of a proxy-defaults entry is always \"global\", whatever it says.",
        "run with 1.6.5, 1.8.4 and 1.12.9, which refuses another one; agent/structs/config_entry.go, changed between the releases of August and "
        + "September 2022",
        until: "1.12.5, 1.13.2");

    public static readonly Feature ProxyDefaultsNameOptional = new(
        "1.8.4",
        "A proxy-defaults entry without a name is called \"global\".",
        "agent/structs/config_entry.go of 1.8.3 and 1.8.4; run with 1.6.5 and 1.8.4");

    public static readonly Feature LocalityChecked = new(
        "1.17.0",
        "A locality with a zone but no region is refused.",
        "agent/config/builder.go of 1.17.0");

    public static readonly Feature TaggedAddressesChecked = new(
        "1.7.0",
        "The tagged addresses of a service that name a family have to be of it.",
        "run with 1.6.5, which takes any, 1.8.4 and 1.10.11");

    public static readonly Feature ChecksReadAtLoad = new(
        "1.11.0",
        "Checks in files are looked at when the configuration is loaded, and so by validate.",
        "agent/config/builder.go of 1.10.11 and 1.11.0");

    public static readonly Feature AgentServiceWatch = new(
        "1.3.0",
        "A watch can be of the type agent_service.",
        "CHANGELOG 1.3.0");

    public static readonly Feature PartitionInWatches = new(
        "1.11.0",
        "A watch takes namespace and partition, in the community edition too.",
        "api/watch/funcs.go of 1.11.0");

    public static readonly Feature WatchArgsUnchecked = new(
        "1.8.1",
        "A watch whose args are no list of words is taken.",
        "run with 1.6.5 and 1.8.0, which refuse it, 1.8.1, 1.8.4 and 1.10.11");
}
