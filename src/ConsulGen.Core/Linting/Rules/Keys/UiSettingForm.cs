using System.Text.Json;
using ConsulGen.Core.Consul.Keys;
using ConsulGen.Core.Consul.Releases;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;
using ConsulGen.Core.Topologies;
using ConsulGen.Core.Values;

namespace ConsulGen.Core.Linting.Rules.Keys;

internal sealed class UiSettingForm()
    : LintRule("ui-setting-form", Severity.Error, "A setting of the web UI is none that the agent takes")
{
    public override void Check(Topology topology, Report report)
    {
        foreach (var agent in topology.Agents)
        {
            var ui = agent.Config.Map("ui_config");
            var directory = ui["dir"] ?? agent.Config["ui_dir"];
            if ((ui.Flag("enabled") ?? agent.Config.Flag("ui")) == true && directory is ScalarValue { Text.Length: > 0 })
                report(
                    agent.PlaceOf(directory),
                    "the built-in UI is on, and a folder with another one is named too: the agent refuses to start",
                    "remove one of the two");
            // 1.6.5 takes any from a file, and leaves it out.
            if (agent.Version.Has(Feature.UiContentPathInFile))
                CheckEach(agent, "content_path", ui["content_path"] ?? agent.Config["ui_content_path"], PathFault, "choose a path such as /consul/", report);
            CheckEach(agent, "metrics_provider", ui["metrics_provider"], NameFault, "correct the name", report);
            CheckEach(agent, "metrics_provider_options_json", ui["metrics_provider_options_json"], JsonFault, "write it as '{ \"key\": \"value\" }'", report);
            CheckEach(agent, "metrics_proxy.base_url", ui.At("metrics_proxy", "base_url"), UrlFault, "begin it with http:// or https://", report);
            CheckEach(
                agent,
                "metrics_proxy.path_allowlist",
                ui.At("metrics_proxy", "path_allowlist"),
                text => text.StartsWith('/') ? null : "is no absolute path",
                "begin it with /",
                report);
            foreach (var template in ui.Map("dashboard_url_templates").Entries)
            {
                if (NameFault(template.Key) is { } fault)
                    report(
                        template.KeySpan.PlaceOr(agent),
                        $"the key \"{Shortened.Of(template.Key)}\" of ui_config.dashboard_url_templates {fault}: the agent refuses to start",
                        "correct the name");
                CheckEach(agent, "dashboard_url_templates." + template.Key, template.Value, UrlFault, "begin it with http:// or https://", report);
            }
        }
    }

    private static void CheckEach(Agent agent, string key, Value? setting, Func<string, string?> fault, string help, Report report)
    {
        foreach (var value in (setting as ListValue)?.Items.OfType<ScalarValue>() ?? (setting is ScalarValue one ? [one] : []))
            if (value is { Kind: ScalarKind.String, HasPlaceholders: false, Text.Length: > 0 } && fault(value.Text) is { } problem)
                report(
                    agent.PlaceOf(value),
                    $"{(AgentKeys.Instance.Find("ui_config")?.IsKnownTo(agent.Version) == true ? "ui_config." : "ui_")}{key} "
                        + $"\"{Shortened.Of(value.Text)}\" {problem}: the agent refuses to start",
                    help);
    }

    /// <summary>Consul puts a slash before and behind it. It refuses <c>/v1/</c> only, not <c>/v1/ui/</c> (run with 1.8.4 and 1.10.11).</summary>
    private static string? PathFault(string text)
    {
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-')) return "has a character other than letters, digits, \"/\", \"_\" and \"-\"";
        return text.Trim('/') is ['v', _, ..] version && version[1..].All(char.IsAsciiDigit) ? "is where Consul has its API" : null;
    }

    private static string? NameFault(string text) =>
        text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-')
            ? null
            : "has a character other than lower-case letters, digits, \"_\" and \"-\"";

    private static string? UrlFault(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? null
            : "is no URL of http or https";

    private static string? JsonFault(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : "is JSON, but no object";
        }
        catch (JsonException)
        {
            return "is no JSON";
        }
    }
}
