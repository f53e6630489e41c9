using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConsulGen.Core;
using ConsulGen.Core.Formats;
using ConsulGen.Core.Text;
using ConsulGen.Tests.Support;

namespace ConsulGen.Tests.Consumers;

/// <summary>What the agents make of their configuration.</summary>
public class AgentConsumerTests
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static TheoryData<string> Agents => [.. BundleHost.Samples.Where(h => h.Agent is not null).Select(h => h.Key)];

    public static TheoryData<string> Inventories => [.. Repository.Inventories];

    [Theory]
    [MemberData(nameof(Agents))]
    public void every_file_can_be_parsed(string key)
    {
        var host = BundleHost.Of(key);

        var files = host.Files.Where(f => Path.GetDirectoryName(f) == host.Setting("config_dir")).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.NotEmpty(Parse(f, host.Read(f))));
    }

    [Theory]
    [MemberData(nameof(Inventories))]
    public void hcl_and_json_say_the_same(string inventory)
    {
        var hcl = Build(inventory, "hcl");
        var json = Build(inventory, "json");

        Assert.NotEmpty(hcl);
        Assert.Equal(hcl.Keys.Order(StringComparer.Ordinal), json.Keys.Order(StringComparer.Ordinal));
        Assert.All(hcl, f => Assert.True(JsonNode.DeepEquals(f.Value, json[f.Key]), $"{f.Key}: {f.Value} {json[f.Key]}"));
    }

    /// <summary>The folder as install.sh makes it, with the secrets in their place.</summary>
    [Theory]
    [ConsulData]
    [ConsulData(Missing = true)]
    public void consul_finds_the_installed_configuration_valid(string key)
    {
        var host = BundleHost.Of(key);
        using var root = host.Installed();

        var ran = Run.Program(ConsulDataAttribute.Binary(host.Agent!)!, ["validate", root.Path + host.Setting("config_dir")]);

        Assert.True(ran.ExitCode == 0, ran.Error + ran.Out);
        Assert.Equal("Configuration is valid!", ran.Out.Trim());
    }

    /// <summary>The agents' files by their paths without the extension.</summary>
    private static Dictionary<string, JsonNode> Build(string inventory, string format)
    {
        var path = $"inventories/{inventory}.yml";
        var text = Regex.Replace(File.ReadAllText(Repository.PathOf(path)), @"(?<=config_format: )\w+", format);
        var sources = new List<SourceText> { new(path, text) };
        // Two files of one inventory may not both say it.
        if (!text.Contains("config_format: ", StringComparison.Ordinal)) sources.Add(new SourceText("format.yml", $"consul: {{ config_format: {format} }}\n"));
        var bundle = Compilation.Run(sources, inventory).Build();
        Assert.NotNull(bundle);
        return bundle.Files
            .Where(f => f.Path.Contains("/rootfs/", StringComparison.Ordinal) && f.Path.EndsWith("." + format, StringComparison.Ordinal))
            .ToDictionary(f => Path.ChangeExtension(f.Path, null), f => (JsonNode)Parse(f.Path, f.Text), StringComparer.Ordinal);
    }

    // The writer of JSON has tests with another reader.
    private static JsonObject Parse(string path, string text) =>
        JsonNode.Parse(
            path.EndsWith(".hcl", StringComparison.Ordinal) ? JsonWriter.Write(HclReader.Read(text)).ToString() : text,
            documentOptions: Strict) as JsonObject
        ?? throw new JsonException($"{path} is no object");
}
