using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving.Security;

/// <summary>
/// The block <c>tls</c>. Callers have to show a certificate where servers talk and clients call them; the HTTPS API and gRPC take
/// those without one, as browsers, Prometheus and Envoy have none: tokens guard these.
/// </summary>
internal static class Tls
{
    private const string Loopback = "127.0.0.1";

    /// <summary>Clients of this block ask servers for their certificates.</summary>
    public static bool IsAutomatic(MapValue? block) => block?.Text("clients") == "auto_encrypt";

    public static MapValue Of(MapValue block, SecuredAgent agent)
    {
        var keys = new BlockKeys(block, agent);
        var asks = !agent.IsServer && IsAutomatic(block) && agent.Version.Has(Feature.AutoEncrypt);
        var folder = agent.Host.ConfigDir.TrimEnd('/') + "/tls/";
        keys.Add("tls.defaults.ca_file", keys.Or(ScalarValue.Of(folder + "ca.pem"), "ca"));
        if (asks)
        {
            keys.Add("auto_encrypt.tls", keys.Because(block["clients"], ScalarValue.Of(true)));
        }
        else
        {
            keys.Add("tls.defaults.cert_file", keys.Or(ScalarValue.Of(folder + "agent.pem"), "cert"));
            keys.Add("tls.defaults.key_file", keys.Or(ScalarValue.Of(folder + "agent-key.pem"), "key"));
        }

        var gives = agent.IsServer && (IsAutomatic(block) || agent.HasAutoClients);
        if (gives) keys.Add("auto_encrypt.allow_tls", keys.Because(block["clients"], ScalarValue.Of(true)));
        AddVerification(keys, block, agent, gives);
        if (block.Flag("https") is true) AddHttps(keys, block, agent, asks);
        AddGrpc(keys, agent, asks);
        return keys.Made;
    }

    private static void AddVerification(BlockKeys keys, MapValue block, SecuredAgent agent, bool gives)
    {
        var strictness = Strictness.Of(block);
        if (strictness == Strictness.None) return;
        var on = keys.Because(block["verify"], ScalarValue.Of(true));
        keys.Add("tls.defaults.verify_outgoing", on);
        keys.Add("tls.internal_rpc.verify_server_hostname", on);
        // Nobody calls a client by RPC.
        if (strictness != Strictness.Full || !agent.IsServer) return;
        var wantsAll = gives && agent.Version.Has(Feature.AutoEncryptNeedsVerifyIncoming) && !agent.Version.Has(Feature.VerifyIncomingOfRpcIsEnough);
        keys.Add(wantsAll ? "tls.defaults.verify_incoming" : "tls.internal_rpc.verify_incoming", on);
    }

    /// <summary>Who asked for HTTPS wants no token to cross the network in the clear: plain HTTP is left to the machine itself.</summary>
    private static void AddHttps(BlockKeys keys, MapValue block, SecuredAgent agent, bool asks)
    {
        var https = block["https"];
        if (!asks || agent.Version.Has(Feature.AutoEncryptNames))
        {
            keys.Add("ports.https", keys.Because(https, ScalarValue.Of(StandardOf("https"))));
            var name = new ListValue([keys.Because(https, ScalarValue.Of("${address}"))]) { Origin = https?.Origin ?? block.Origin };
            if (asks) keys.Add(agent.Host.HasIP ? "auto_encrypt.ip_san" : "auto_encrypt.dns_san", name);
        }

        if (agent.Host.ClientAddress.Length > 0 && OwnMachine(agent.Host.ClientAddress) is var own && own != agent.Host.ClientAddress)
            keys.Add("addresses.http", keys.Because(https, ScalarValue.Of(own)));
    }

    private static int StandardOf(string port) => PortName.Find(port)?.Standard ?? throw new ArgumentException($"no port {port}", nameof(port));

    /// <summary>Those of some addresses that only the machine itself reaches, or the usual one.</summary>
    private static string OwnMachine(string addresses)
    {
        var own = addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(a => a.StartsWith("127.", StringComparison.Ordinal) || a is "::1" or "localhost" || a.StartsWith("unix://", StringComparison.Ordinal))
            .ToList();
        return own.Count > 0 ? string.Join(' ', own) : Loopback;
    }

    /// <summary>Beside a certificate, the plain port for gRPC wants to be told of the one with TLS, or the agent does not start.</summary>
    private static void AddGrpc(BlockKeys keys, SecuredAgent agent, bool asks)
    {
        var isOpen = agent.Host.Ports.Number("grpc") > 0;
        if (isOpen && agent.Host.Ports["grpc_tls"] is null && agent.Version.Has(Feature.GrpcTlsPort))
            keys.Add("ports.grpc_tls", keys.Because(null, ScalarValue.Of(StandardOf("grpc_tls"))));
        if (asks && (isOpen || agent.Host.Ports.Number("grpc_tls") > 0)) keys.Add("tls.grpc.use_auto_cert", keys.Because(null, ScalarValue.Of(true)));
    }
}
