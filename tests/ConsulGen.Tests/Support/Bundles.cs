using System.Collections.Immutable;
using ConsulGen.Core.Bundles;

namespace ConsulGen.Tests.Support;

internal static class Bundles
{
    extension(Bundle bundle)
    {
        /// <summary>All at once, with the manifest, in ordinal order of paths.</summary>
        public ImmutableArray<BundleFile> Files
        {
            get
            {
                var manifest = bundle.Index().Manifest;
                return [.. Enumerable.Range(0, bundle.Parts).SelectMany(bundle.Part).Append(manifest).OrderBy(f => f.Path, StringComparer.Ordinal)];
            }
        }
    }
}
