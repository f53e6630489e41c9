using ConsulGen.Core.Consul.Values;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class CheckTimeRaised()
    : AgentKeyRule("check-time-raised", Severity.Warning, "A time of a check is shorter than Consul takes")
{
    public override void Check(Agent agent, in AgentKeyWalk.Visit visit, Report report)
    {
        var (least, words) = visit.Path switch
        {
            "check.interval" => (1, "1s"),
            "check.deregister_critical_service_after" => (60, "1m"),
            _ => (0, ""),
        };
        // One of 0 or less is none: check-without-interval.
        if (least > 0 && visit.Entry.Value is ScalarValue { Text: var time } value && GoDuration.Seconds(time) is > 0 and var seconds && seconds < least)
            report(agent.PlaceOf(value), $"{visit.Entry.Key} is {time}, but Consul makes {words} of what is shorter", $"write {words}, or more");
    }
}
