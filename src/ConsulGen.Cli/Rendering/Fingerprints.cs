using System.Security.Cryptography;
using System.Text;
using ConsulGen.Core;
using ConsulGen.Core.Diagnostics;

namespace ConsulGen.Cli.Rendering;

/// <summary>A finding for a consumer that follows it from run to run.</summary>
internal sealed record TrackedFinding(Finding Finding, string Path, string Fingerprint);

/// <summary>
/// Knows a finding again in the next run, when lines above it came or went: by file, rule and the text of its line, and by its number
/// among those that have all three in common, so that no two are equal. Secrets are no part of it.
/// </summary>
internal static class Fingerprints
{
    public static IEnumerable<TrackedFinding> Track(IReadOnlyList<Compilation> compilations)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var compilation in compilations)
        {
            var source = new MaskedSource(compilation);
            var hashes = new Dictionary<(string Path, string Rule, int Line), string>();
            foreach (var finding in compilation.Findings)
            {
                var path = ReportPath.Of(finding.Span, compilation);
                // A line may be the whole file, with thousands of findings on it.
                var place = (path, finding.Rule, finding.Span.Line);
                if (!hashes.TryGetValue(place, out var hash))
                    hashes[place] = hash = Hash($"{path}\n{finding.Rule}\n{source.Line(finding.Span)?.Trim()}");
                var number = seen[hash] = seen.GetValueOrDefault(hash) + 1;
                yield return new TrackedFinding(finding, path, FormattableString.Invariant($"{hash}:{number}"));
            }
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
