using Cloud.Domain.Identity;

namespace Cloud.Scheduler.Context;

/// <summary>
/// How many guests of which kind each host's GPUs have: kind 0 holds a share of one GPU, kind n holds n whole ones. Kept by whoever asks, who
/// tells it of every guest that comes and goes; between two changes the same question has the same answer. One writer.
/// </summary>
public sealed class GpuKinds
{
    /// <summary>The last kind stands for as many GPUs or more.</summary>
    public const int Most = 63;

    private readonly Dictionary<HostId, Counts> _hosts = [];

    /// <summary>The kind of a guest; -1 for one without GPUs.</summary>
    /// <param name="gpus">GPUs that it asks for.</param>
    /// <param name="thousandths">Of each.</param>
    public static int Of(int gpus, int thousandths) => gpus switch
    {
        0 => -1,
        1 when thousandths < Domain.Placement.HostDevice.Whole => 0,
        _ => Math.Min(gpus, Most),
    };

    /// <summary>The kinds that a host has: one bit each.</summary>
    public ulong On(HostId host) => _hosts.TryGetValue(host, out var counts) ? counts.Present : 0;

    /// <summary>A guest has come. Kind -1 is no kind and changes nothing; so for <see cref="Remove"/>.</summary>
    public void Add(HostId host, int kind)
    {
        if (kind < 0) return;
        if (!_hosts.TryGetValue(host, out var counts)) _hosts.Add(host, counts = new());
        counts.Guests[kind]++;
        counts.Present |= 1UL << kind;
    }

    /// <summary>A guest has left. Throws when the host has none of the kind: a broken invariant.</summary>
    public void Remove(HostId host, int kind)
    {
        if (kind < 0) return;
        if (!_hosts.TryGetValue(host, out var counts) || counts.Guests[kind] == 0)
            throw new InvalidOperationException($"'{host}' has no GPU guest of kind {kind}.");
        if (--counts.Guests[kind] == 0) counts.Present &= ~(1UL << kind);
    }

    private sealed class Counts
    {
        public int[] Guests { get; } = new int[Most + 1];

        public ulong Present { get; set; }
    }
}
