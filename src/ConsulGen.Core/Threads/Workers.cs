using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ConsulGen.Core.Threads;

/// <summary>Does many independent things on a few threads. Neighbours, whose files mostly share a folder, stay on one thread.</summary>
public static class Workers
{
    /// <summary>So many small things at once; fewer are not worth a thread.</summary>
    private const int Portion = 64;

    // More threads than this only wait for the same file system, or for the same memory.
    private static readonly ParallelOptions Few = new() { MaxDegreeOfParallelism = 4 };

    /// <summary>Does the first beside the second where there is much to do, else before it. Throws the first failure itself.</summary>
    public static void Both(bool isMuch, Action first, Action second)
    {
        if (!isMuch)
        {
            first();
            second();
            return;
        }

        var beside = Task.Run(first);
        try
        {
            second();
        }
        finally
        {
            beside.GetAwaiter().GetResult();
        }
    }

    public static void ForEach<T>(IReadOnlyList<T> items, Action<T> action) => For(items.Count, i => action(items[i]));

    /// <summary>Throws the first failure itself, not an <see cref="AggregateException"/>.</summary>
    /// <param name="portion">How many a thread takes at once; when that is all, this thread does them.</param>
    public static void For(int count, Action<int> action, int portion = Portion)
    {
        if (count <= portion)
        {
            for (var i = 0; i < count; i++) action(i);
            return;
        }

        try
        {
            Parallel.ForEach(Partitioner.Create(0, count, portion), Few, (range, state) =>
            {
                for (var i = range.Item1; i < range.Item2 && !state.IsExceptional; i++) action(i);
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
