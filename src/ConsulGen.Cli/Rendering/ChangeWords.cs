using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Cli.Rendering;

/// <summary>What a change of a key takes, in the words of plans and of the pages of keys.</summary>
internal static class ChangeWords
{
    public static string Of(ChangeClass change) => change switch
    {
        ChangeClass.NoEffect => "no effect",
        ChangeClass.Reload => "reload",
        ChangeClass.Restart => "restart",
        ChangeClass.Procedure => "procedure",
        _ => "not in place",
    };
}
