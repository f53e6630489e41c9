namespace ConsulGen.Core.Consul.Values;

/// <summary>The times at which cron does something every so many minutes.</summary>
internal static class CronTime
{
    /// <summary>Minute, hour, day, month and weekday; null where cron's fields have no way to say it.</summary>
    public static string? Every(int minutes) => minutes switch
    {
        1 => "* * * * *",
        < 60 when 60 % minutes == 0 => string.Create(CultureInfo.InvariantCulture, $"*/{minutes} * * * *"),
        60 => "0 * * * *",
        1440 => "0 2 * * *",
        10080 => "0 2 * * 0",
        > 60 and < 1440 when minutes % 60 == 0 && 1440 % minutes == 0 => string.Create(CultureInfo.InvariantCulture, $"0 */{minutes / 60} * * *"),
        _ => null,
    };
}
