using ConsulGen.Core.Planning.Changes;

namespace ConsulGen.Core.Planning.Waves;

/// <summary>What a running agent takes without a restart.</summary>
internal static class QuietSteps
{
    public static IEnumerable<Step> Of(IEnumerable<AgentChange> copies, IEnumerable<AgentChange> reloads)
    {
        foreach (var group in HostGroups.Of(copies, _ => [HostCommands.Copy], _ => HostCommands.UndoCopy))
            yield return new Step($"copy the files to {HostGroups.Title(group.Hosts)}", group.Hosts, group.Commands)
            {
                Notes = ["the running agent does not need them: the next start reads them"],
                Undo = group.Undo,
            };
        foreach (var group in HostGroups.Of(reloads, c => HostCommands.Reload(c.Agent), c => HostCommands.UndoReload(c.Agent)))
            yield return new Step($"reload {HostGroups.Title(group.Hosts)}", group.Hosts, group.Commands) { Undo = group.Undo };
    }
}
