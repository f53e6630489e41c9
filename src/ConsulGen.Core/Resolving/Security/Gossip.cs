using ConsulGen.Core.Values;

namespace ConsulGen.Core.Resolving.Security;

/// <summary>The block <c>gossip</c>: one key for all agents, and how strict they are about it while it is introduced.</summary>
internal static class Gossip
{
    private const string UsualSecret = "gossip_key";

    public static MapValue Of(MapValue block, SecuredAgent agent)
    {
        var keys = new BlockKeys(block, agent);
        var verify = block["verify"];
        var strictness = Strictness.Of(block);
        keys.Add("encrypt", block["key"] is null ? keys.Secret(UsualSecret) : keys.Or(null, "key"));
        keys.Add("encrypt_verify_incoming", keys.Because(verify, ScalarValue.Of(strictness == Strictness.Full)));
        keys.Add("encrypt_verify_outgoing", keys.Because(verify, ScalarValue.Of(strictness != Strictness.None)));
        return keys.Made;
    }
}
