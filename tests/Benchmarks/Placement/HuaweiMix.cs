using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Benchmarks.Placement;

/// <summary>
/// The 15 flavors of Huawei-East-1 and how often each was asked for in a month. Source: huaweicloud/VM-placement-dataset, Huawei-East-1,
/// in the lifetime form of ChanTinPing/SPANE @ f1d7df9 (CC BY-NC 4.0; cite arXiv:2112.04785): counts over its 116,313 requests. [confirmed]
/// Hosts and the rule that a guest above 10 GB is split over both NUMA nodes: SPANE (arXiv:2504.14946). [confirmed]
/// </summary>
internal static class HuaweiMix
{
    /// <summary>Cores of a NUMA node. A vCPU is a core here: SMT off, no overcommit.</summary>
    public const int Cores = 40;

    /// <summary>Memory of a NUMA node, GB (taken as GiB).</summary>
    public const int Gib = 90;

    private static readonly (int Vcpus, int Gib, int Count)[] Flavors =
    [
        (1, 2, 53_934), (1, 1, 25_447), (2, 4, 14_918), (4, 8, 9_360), (1, 4, 3_339), (2, 8, 2_273), (8, 16, 2_029), (4, 16, 1_962), (8, 32, 1_023),
        (16, 32, 1_002), (12, 24, 638), (64, 128, 252), (32, 64, 131), (24, 48, 3), (48, 96, 2),
    ];

    /// <summary>One request object for each flavor.</summary>
    public static PlacementRequest[] Requests { get; } =
        [.. Flavors.Select(flavor => new PlacementRequest(new(flavor.Vcpus, flavor.Gib * 1024L, 0, flavor.Gib > 10 ? 2 : 1, CpuPolicy.Shared), 0))];

    /// <summary>How often each was asked for.</summary>
    public static int[] Counts { get; } = [.. Flavors.Select(flavor => flavor.Count)];

    /// <summary>For a number 0 … 65,535 a flavor, in the proportions of the trace; each at least once.</summary>
    public static byte[] Wheel { get; } = MakeWheel();

    private static byte[] MakeWheel()
    {
        var wheel = new byte[65_536];
        double total = Counts.Sum(), before = 0;
        for (var flavor = 0; flavor < Counts.Length; flavor++)
        {
            var from = (int)Math.Round(before / total * (wheel.Length - Counts.Length)) + flavor;
            before += Counts[flavor];
            var to = (int)Math.Round(before / total * (wheel.Length - Counts.Length)) + flavor + 1;
            wheel.AsSpan(from, to - from).Fill((byte)flavor);
        }

        return wheel;
    }
}
