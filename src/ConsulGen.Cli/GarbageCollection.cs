namespace ConsulGen.Cli;

/// <summary>
/// Nearly all that a run makes for a host is needed until its end, so that collecting on the way only moves it about; of ten thousand
/// hosts that was a third of a run.
/// </summary>
internal static class GarbageCollection
{
    /// <summary>Fewer hosts are done before a collection would begin.</summary>
    private const int Many = 2000;

    private const long BytesOfHost = 20_000;

    /// <summary>What is made beyond this is collected as ever, so that memory stays bounded.</summary>
    private const long Most = 180_000_000;

    private static readonly Lock Deciding = new();
    private static bool _isDecided;

    /// <summary>Puts collections off, once, until what so many hosts take is made, where the machine has that much memory several times.</summary>
    public static void PutOffFor(int hosts)
    {
        if (hosts < Many) return;
        lock (Deciding)
        {
            if (_isDecided) return;
            _isDecided = true;
            try
            {
                GC.TryStartNoGCRegion(Math.Min(Math.Min(hosts * BytesOfHost, Most), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4));
            }
            catch (ArgumentOutOfRangeException)
            {
                // The collector is not given as much: it collects as it goes.
            }
        }
    }
}
