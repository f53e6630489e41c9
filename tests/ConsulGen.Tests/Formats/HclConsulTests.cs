using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Values;
using ConsulGen.Tests.Support;
using static ConsulGen.Tests.Formats.Documents;

namespace ConsulGen.Tests.Formats;

/// <summary>What Consul itself makes of a configuration in HCL and of the same one in JSON.</summary>
public class HclConsulTests
{
    public static TheoryData<string> Versions => ConsulBinaries.Versions;

    [ConsulTheory]
    [MemberData(nameof(Versions))]
    public async Task means_the_same_as_json(string version)
    {
        using var folder = new ScratchFolder();
        var config = Agent(folder);

        var hcl = await Loaded(version, folder, "consul.hcl", HclWriter.Write(config, "comment ${x} \" {").ToString());
        var json = await Loaded(version, folder, "consul.json", JsonWriter.Write(config).ToString());

        Assert.Equal(json, hcl);
        Assert.Contains("\"ID\":\"nasty199\"", hcl, StringComparison.Ordinal);
    }

    /// <summary>Every shape that a configuration has: maps, lists of maps, maps of lists, and texts that would end another's string.</summary>
    private static MapValue Agent(ScratchFolder folder)
    {
        var texts = Nasty.Texts(500, seed: 3).Where(t => t.Length > 0).ToList();
        return Map(
            ("node_name", Text("n1")),
            ("node_id", Text("11111111-2222-3333-4444-555555555555")),
            ("data_dir", Text(folder["data"])),
            ("bind_addr", Text("127.0.0.1")),
            ("addresses", Map(("http", Text($"unix://{folder["http.sock"]}")))),
            ("ports", Map(("dns", Number(-1)), ("serf_lan", Number(FreePort())))),
            ("enable_script_checks", Flag(true)),
            ("encrypt_verify_incoming", Flag(false)),
            ("retry_join", Texts("127.0.0.1:1", "[::1]:2")),
            ("start_join", List()),
            ("node_meta", Map(("rack", Text("${")), ("end", Text("}")), ("a-b", Text("\"; x = \"")))),
            ("dns_config", Map(("service_ttl", Map(("*", Text("5s")), ("web", Text("30s")))), ("udp_answer_limit", Number(4)))),
            (
                "telemetry",
                Map(("prometheus_retention_time", Text("60s")), ("disable_hostname", Flag(true)), ("prefix_filter", Texts("+consul.raft", "-consul.http")))),
            ("http_config", Map(("response_headers", Map(("X-${a}", Text("\\\"$")))))),
            ("performance", Map(("raft_multiplier", Number(2)))),
            ("limits", Map(("rpc_rate", Float("12.5")), ("rpc_max_burst", Number(100)))),
            ("watches", List(Map(("type", Text("key")), ("key", Text("a/${b}")), ("args", Texts("/bin/true", "${", "}"))))),
            ("services", List([
                Map(
                    ("id", Text("web")),
                    ("name", Text("web")),
                    ("port", Number(80)),
                    ("checks", List(
                        Map(("id", Text("c1")), ("http", Text("http://127.0.0.1:1/")), ("interval", Text("1h")), ("header", Map(("X-A", Texts("a", "$"))))),
                        Map(("id", Text("c2")), ("args", Texts("/bin/sh", "-c", "exit $?")), ("interval", Text("1h")))))),
                .. texts.Take(200).Select((t, i) => Map(
                    ("id", Text($"nasty{i}")),
                    ("name", Text("nasty")),
                    ("tags", Texts(t, texts[i + 200], "}")),
                    ("meta", Map(("a", Text(t)), ("b", Text(texts[i + 200])))))),
            ])));
    }

    private static async Task<string> Loaded(string version, ScratchFolder folder, string file, string text)
    {
        folder.Write($"{file}.d/{file}", text);
        var valid = Run.Program(ConsulBinaries.Path(version), ["validate", folder[$"{file}.d"]]);
        Assert.True(valid.ExitCode == 0, valid.Error + valid.Out);

        using var agent = Run.Start(ConsulBinaries.Path(version), ["agent", "-config-dir", folder[$"{file}.d"]]);
        var log = agent.StandardOutput.ReadToEndAsync();
        try
        {
            using var client = SocketClient.Of(folder["http.sock"]);
            for (var tries = 0; tries < 200 && !agent.HasExited; tries++)
            {
                try
                {
                    return string.Concat(
                        JsonNode.Parse(await client.GetStringAsync(new Uri("http://consul/v1/agent/self")))?["DebugConfig"]?.ToJsonString(),
                        await client.GetStringAsync(new Uri("http://consul/v1/agent/services")));
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(50);
                }
            }
        }
        finally
        {
            agent.Kill();
            await agent.WaitForExitAsync();
            Directory.Delete(folder["data"], recursive: true);
            File.Delete(folder["http.sock"]);
        }

        throw new InvalidOperationException(await log);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint?)socket.LocalEndPoint)?.Port ?? 0;
    }
}
