using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cloud.Persistence.Schema;

/// <summary>
/// Times are stored in both databases as 64-bit integers: units of 100 nanoseconds since 1970-01-01 UTC. That is exact for every
/// <see cref="DateTimeOffset"/>, sorts, and reads as <c>datetime(t / 10000000, 'unixepoch')</c> or <c>to_timestamp(t / 10000000.0)</c>.
/// </summary>
internal static class UnixTicks
{
    public static long From(DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static DateTimeOffset ToTime(long ticks) => new(ticks + DateTimeOffset.UnixEpoch.UtcTicks, TimeSpan.Zero);

    /// <summary>The same for EF properties.</summary>
    public sealed class Converter() : ValueConverter<DateTimeOffset, long>(time => From(time), ticks => ToTime(ticks));
}
