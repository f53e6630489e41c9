using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Core.Yaml;

internal static class DuplicateKey
{
    public static void Report(FindingBag findings, YamlScalar key, SourceSpan first, string help = "remove one of the two") =>
        findings.Add("duplicate-key", key.Span, $"the key \"{key.Text}\" is already defined at {first.Describe(key.Span)}", help);
}
