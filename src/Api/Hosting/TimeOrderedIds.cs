using System.Buffers.Binary;
using System.Security.Cryptography;
using Cloud.ControlPlane.Ports;

namespace Cloud.Api.Hosting;

/// <summary>
/// UUID version 7 whose 12 bits after the time count within the millisecond, so that ids of one process strictly rise and a list sorted by
/// id is sorted by creation. The last 62 bits are random.
/// </summary>
public sealed class TimeOrderedIds(TimeProvider clock) : IIdSource
{
    private const int CounterMax = 0xFFF;

    private readonly Lock gate = new();
    private long lastMillisecond;
    private int counter;

    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        var (millisecond, count) = Advance(clock.GetUtcNow().ToUnixTimeMilliseconds());

        BinaryPrimitives.WriteInt64BigEndian(bytes, (millisecond << 16) | (0x7000L | (uint)count));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A full counter and a clock that steps back both borrow from the next millisecond.</summary>
    private (long Millisecond, int Count) Advance(long now)
    {
        lock (gate)
        {
            if (now > lastMillisecond)
                (lastMillisecond, counter) = (now, 0);
            else if (++counter > CounterMax)
                (lastMillisecond, counter) = (lastMillisecond + 1, 0);
            return (lastMillisecond, counter);
        }
    }
}
