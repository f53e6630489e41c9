namespace ConsulGen.Core.Consul.Releases;

/// <summary>A release of Consul, such as 1.8.4. An Enterprise suffix (<c>+ent</c>) is kept apart.</summary>
public readonly record struct ConsulVersion(int Major, int Minor, int Patch) : IComparable<ConsulVersion>
{
    /// <summary>The oldest release that the facts cover.</summary>
    public static readonly ConsulVersion Oldest = new(1, 1, 0);

    /// <summary>The newest release that the facts cover; a newer target uses its table.</summary>
    public static readonly ConsulVersion Newest = new(2, 1, 0);

    /// <summary>The newest release without a known fault that meets everyone: for a new inventory, and for one that names none.</summary>
    public static readonly ConsulVersion Recommended = new(2, 0, 4);

    public bool IsEnterprise { get; init; }

    /// <summary>Reads <c>1.8.4</c> or <c>1.8.4+ent</c>; two parts are not enough, as YAML reads 1.10 as 1.1.</summary>
    public static ConsulVersion? Parse(string text)
    {
        var enterprise = text.EndsWith("+ent", StringComparison.Ordinal);
        var release = enterprise ? text.AsSpan()[..^4] : text;
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        foreach (var part in release.Split('.'))
        {
            if (count == 3 || part.End.Value - part.Start.Value > 4) return null;
            if (!int.TryParse(release[part], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[count++])) return null;
        }

        if (count != 3) return null;
        return new ConsulVersion(numbers[0], numbers[1], numbers[2]) { IsEnterprise = enterprise };
    }

    public static bool operator <(ConsulVersion a, ConsulVersion b) => a.CompareTo(b) < 0;

    public static bool operator >(ConsulVersion a, ConsulVersion b) => a.CompareTo(b) > 0;

    public static bool operator <=(ConsulVersion a, ConsulVersion b) => a.CompareTo(b) <= 0;

    public static bool operator >=(ConsulVersion a, ConsulVersion b) => a.CompareTo(b) >= 0;

    /// <summary>The release whose facts are used for this one.</summary>
    public ConsulVersion Covered => this > Newest ? Newest with { IsEnterprise = IsEnterprise } : this;

    /// <summary>Whether a difference between releases holds for this one.</summary>
    public bool Has(Feature feature) => feature.HoldsFor(this);

    /// <summary>Whether both are patches of one minor release.</summary>
    public bool IsSameLine(ConsulVersion other) => Major == other.Major && Minor == other.Minor;

    public int CompareTo(ConsulVersion other)
    {
        var order = Major.CompareTo(other.Major);
        if (order == 0) order = Minor.CompareTo(other.Minor);
        return order != 0 ? order : Patch.CompareTo(other.Patch);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}{(IsEnterprise ? "+ent" : "")}");
}
