using ConsulGen.Core;
using ConsulGen.Core.Bundles;
using ConsulGen.Core.Diagnostics;
using ConsulGen.Core.Text;

namespace ConsulGen.Tests.Support;

/// <summary>Compiles inventories that stand in a test or in the repository.</summary>
internal static class Inputs
{
    public static Compilation Compile(string yaml, string name = "inventory") => Compilation.Run([new SourceText("inventory.yml", yaml)], name);

    public static Compilation CompileFile(string path) =>
        Compilation.Run([new SourceText(Path.GetFileName(path), File.ReadAllText(path))], Path.GetFileNameWithoutExtension(path));

    /// <summary>The bundle of an inventory without errors.</summary>
    public static Bundle Build(string yaml) => Built(Compile(yaml));

    public static Bundle Built(Compilation compilation) =>
        compilation.Build() ?? throw new InvalidOperationException(string.Join("\n", compilation.Findings.Select(Show)));

    public static string Text(this Bundle bundle, string path) =>
        bundle.Files.FirstOrDefault(f => f.Path == path)?.Text
            ?? throw new InvalidOperationException($"no {path} among {string.Join(", ", bundle.Files.Select(f => f.Path))}");

    /// <summary><c>3:5: error rule: message</c>.</summary>
    public static string Show(Finding finding)
    {
        var severity = finding.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "info",
        };
        return FormattableString.Invariant($"{finding.Span.Line}:{finding.Span.Column}: {severity} {finding.Rule}: {finding.Message}");
    }
}
