using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Memory;
using static Cloud.Domain.Hardware.Validation.ValidationCheck;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>V42 to V52: memory overcommit.</summary>
internal static class ReclaimPoints
{
    public static IReadOnlyList<PointModel> All { get; } =
    [
        new("V42", "", [Given("idle-memory tax", 0.75, "fraction", () => ReclaimConstants.IdleTax, 0)]),
        new("V43", "The frame size is an input, the overhead follows from it.",
            [Given("frame", 16, "bytes", () => ReclaimConstants.EsxFrameBytes, 0), PredictRange("overhead", 0.5, 0, 0.5, "%", () => 100 * PageSharing.EsxOverheadFraction)]),
        new("V44", "The three presets are fitted to this table.", [.. Preset("WinNT", SharingMix.WindowsServers, 10, 42.9, 32.9), .. Preset("Linux", SharingMix.LinuxServers, 9, 29.2, 18.7), .. Preset("mixed Linux", SharingMix.MixedLinuxServers, 5, 10.0, 7.2)]),
        new("V45", "The preset is given the shared fraction; what ten guests give back follows from it.",
        [
            Given("shared", 67, "%", () => 100 * PageSharing.SharedFraction(SharingMix.Identical, 10), 0.01),
            Predict("reclaimed by ten guests", 60, "%", 0.1, () => 100 * PageSharing.ReclaimedFraction(SharingMix.Identical, 10)),
        ]),
        new("V46", "A guest of 256 MB with half of it ballooned, throughput following misses with exponent 0.5. Only the kernel's page structures are charged, so the model is below the measured 1.4 to 4.4 %.",
            [PredictRange("overhead against a guest of that size", 1.4, 0, 5, "%", () => 100 * Ballooning.Overhead(256e6, 128e6, 0.5))]),
        new("V47", "Upper bounds: sharing among ten guests, then compression of the cold part of the rest.",
        [
            PredictRange("homogeneous guests", 90, 0, 90, "%", () => 100 * Combined(SharingMix.Identical)),
            PredictRange("heterogeneous guests", 65, 0, 65, "%", () => 100 * Combined(SharingMix.Heterogeneous)),
        ]),
        new("V48", "A preset.", [GivenRange("shared without zero pages", 15, 0, 15, "%", () => 100 * (SharingMix.Heterogeneous.Intra + SharingMix.Heterogeneous.Inter))]),
        new("V49", "Presets.",
        [
            GivenRange("near-identical guests", 30, 30, 100, "%", () => 100 * PageSharing.ReclaimedFraction(SharingMix.Identical, 4)),
            GivenRange("diverse guests, between guests", 5, 0, 5, "%", () => 100 * SharingMix.Heterogeneous.Inter),
        ]),
        new("V50", "The rate follows from the two defaults.",
        [
            Given("pages per scan", 100, "pages", () => ReclaimConstants.KsmPages, 0), Given("pause", 20, "ms", () => ReclaimConstants.KsmSleepMs, 0), Given("rmap_item", 64, "bytes", () => ReclaimConstants.KsmItemBytes, 0),
            Predict("scan rate", 19.5, "MiB/s", 0.005, () => PageSharing.ScanPagesPerSecond(ReclaimConstants.KsmPages, ReclaimConstants.KsmSleepMs) * ModelUnits.PageBytes / ModelUnits.MiB),
        ]),
        new("V51", "Compressing the cold third of memory (V52) at 3:1.", [PredictRange("memory saved", 20, 20, 32, "%", () => 100 * Offload.GainFraction(ReclaimConstants.ColdFraction, ReclaimConstants.CompressionRatio))]),
        new("V52", "", [Given("cold memory", 32, "%", () => 100 * ReclaimConstants.ColdFraction)]),
    ];

    private static ValidationCheck[] Preset(string name, SharingMix mix, int guests, double shared, double reclaimed) =>
    [
        Given(name + ", shared", shared, "%", () => 100 * PageSharing.SharedFraction(mix, guests), 0.1),
        Given(name + ", reclaimed", reclaimed, "%", () => 100 * PageSharing.ReclaimedFraction(mix, guests), 0.1),
    ];

    private static double Combined(SharingMix mix)
    {
        var shared = PageSharing.ReclaimedFraction(mix, 10);
        return shared + ((1 - shared) * Offload.GainFraction(ReclaimConstants.ColdFraction, ReclaimConstants.CompressionRatio));
    }
}
