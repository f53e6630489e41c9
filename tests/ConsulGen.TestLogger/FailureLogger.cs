using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;

namespace ConsulGen.TestLogger;

/// <summary>
/// Shows the tests that failed, and no others. The console's own logger shows failures only together with a line for each test that was
/// skipped; beside this one it is quiet, and counts.
/// </summary>
[ExtensionUri("logger://consulgen/failures")]
[FriendlyName("failures")]
public sealed class FailureLogger : ITestLogger
{
    public void Initialize(TestLoggerEvents events, string testRunDirectory) => events.TestResult += (_, args) => Show(args.Result);

    private static void Show(TestResult result)
    {
        if (result.Outcome != TestOutcome.Failed) return;
        Console.WriteLine($"  Failed {result.DisplayName ?? result.TestCase.DisplayName}");
        foreach (var text in (string?[])[result.ErrorMessage, result.ErrorStackTrace])
            if (text is { Length: > 0 }) Console.WriteLine("    " + text.TrimEnd().ReplaceLineEndings("\n    "));
    }
}
