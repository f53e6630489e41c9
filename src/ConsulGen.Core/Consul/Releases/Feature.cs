using System.Runtime.CompilerServices;

namespace ConsulGen.Core.Consul.Releases;

/// <summary>
/// A difference between releases of Consul: something that an agent knows, does or refuses from some releases on, and perhaps until others.
/// The rows of the table are the static members, in a file for each subject. Ask with <see cref="ConsulVersion.Has"/>.
/// </summary>
public sealed partial class Feature
{
    /// <param name="since">The first releases that have it; see <see cref="FirstReleases"/>.</param>
    /// <param name="changes">What it changes; one sentence.</param>
    /// <param name="source">Where that was read, or seen running.</param>
    /// <param name="until">The first releases that have it no more; null when all later ones have it.</param>
    /// <param name="name">That of the member.</param>
    private Feature(string since, string changes, string source, string? until = null, [CallerMemberName] string name = "")
    {
        Since = FirstReleases.Parse(since);
        Until = until is null ? null : FirstReleases.Parse(until);
        (Name, Changes, Source) = (name, changes, source);
    }

    public string Name { get; }

    public FirstReleases Since { get; }

    public FirstReleases? Until { get; }

    public string Changes { get; }

    public string Source { get; }

    public bool HoldsFor(ConsulVersion version) => Since.Include(version) && Until?.Include(version) is not true;

    /// <summary>Whether it begins to hold between one release and another.</summary>
    public bool BeginsBetween(ConsulVersion older, ConsulVersion newer) => !HoldsFor(older) && HoldsFor(newer);
}
