using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Services;

internal sealed class ServicePortOutOfRange()
    : LintRule("service-port-out-of-range", Severity.Error, "The port of a service is no port number")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var defined in topology.Definitions)
            foreach (var service in defined.Services)
                if (service.Number("port") is > 65535 && service["port"] is ScalarValue port)
                    report(
                        port.Span.PlaceOr(defined.Agent),
                        $"the service's port is {port.Text}, but ports are 1 to 65535: Consul takes it, and hands it out to everybody who asks for the service",
                        "correct it; leave it out for a service without a port");
    }
}
