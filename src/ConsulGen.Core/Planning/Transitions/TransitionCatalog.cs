namespace ConsulGen.Core.Planning.Transitions;

/// <summary>Every transition. A new one is a class in this folder, and a line here.</summary>
public static class TransitionCatalog
{
    /// <summary>In ordinal order of names.</summary>
    public static readonly ImmutableArray<Transition> All =
    [
        new AclTransition(),
        new AddressTransition(),
        new CaTransition(),
        new GossipTransition(),
        new GossipKeyTransition(),
        new TlsTransition(),
    ];

    public static Transition? Find(string name) => All.FirstOrDefault(t => t.Name == name);
}
