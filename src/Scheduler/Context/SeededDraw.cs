using Cloud.Domain.Identity;

namespace Cloud.Scheduler.Context;

/// <summary>
/// A random number that is a function of its arguments: the same seed, request and host always draw the same, whatever was drawn before and in
/// whatever order hosts are listed. Source: FNV-1a over the name, mixed by SplitMix64's finaliser (Steele et al., OOPSLA 2014) [M].
/// </summary>
public static class SeededDraw
{
    /// <summary>A number from 0 to below 1, uniform over hosts and requests.</summary>
    public static double Of(ulong seed, long sequence, HostId host) => Of(seed, sequence, Hash(host));

    /// <summary>The same by the hash of the host's name.</summary>
    internal static double Of(ulong seed, long sequence, ulong hash) => (Mix(Mix(hash ^ seed) + (ulong)sequence) >> 11) * (1.0 / (1UL << 53));

    internal static ulong Hash(HostId host)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in host.Value) hash = (hash ^ character) * 1099511628211UL;
        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
