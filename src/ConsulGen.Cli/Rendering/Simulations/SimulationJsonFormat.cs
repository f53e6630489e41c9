using System.Collections.Immutable;
using System.Text.Json;
using ConsulGen.Core.Planning.Failures;

namespace ConsulGen.Cli.Rendering.Simulations;

/// <summary>For programs: <c>{ "datacenters": [ … ] }</c>. Names stay, new ones may come.</summary>
internal sealed class SimulationJsonFormat : ISimulationFormat
{
    public void Write(ImmutableArray<FailureOutcome> outcomes, TextWriter output) => Write(output, json =>
    {
        foreach (var outcome in outcomes)
        {
            json.WriteStartObject();
            json.WriteString("name", outcome.Datacenter);
            json.WriteBoolean("gone", outcome.IsGone);
            json.WriteBoolean("has_quorum", outcome.Servers.HasQuorum);
            json.WriteNumber("servers", outcome.Servers.Voters);
            json.WriteNumber("running_servers", outcome.Servers.RunningVoters);
            json.WriteNumber("quorum", outcome.Servers.Quorum);
            json.WriteNumber("lost_clients", outcome.LostClients);
            WriteStrings(json, "lost_servers", outcome.LostServers);
            json.WriteStartArray("services");
            foreach (var service in outcome.Services)
            {
                json.WriteStartObject();
                json.WriteString("name", service.Name);
                json.WriteNumber("instances", service.All);
                json.WriteNumber("left", service.Left);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteStrings(json, "lost_listeners", outcome.LostListeners);
            json.WriteEndObject();
        }
    });

    public void Write(ImmutableArray<SmallestFailures> failures, TextWriter output) => Write(output, json =>
    {
        foreach (var failure in failures)
        {
            json.WriteStartObject();
            json.WriteString("name", failure.Datacenter);
            json.WriteNumber("servers_that_stop_it", failure.Servers);
            WriteStrings(json, "zones_that_stop_it", failure.Zones);
            WriteStrings(json, "machines_that_stop_it", failure.Machines);
            WriteStrings(json, "services_with_one_instance", failure.SingleInstances);
            json.WriteEndObject();
        }
    });

    private static void Write(TextWriter output, Action<Utf8JsonWriter> datacenters) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("datacenters");
        datacenters(json);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteStrings(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
