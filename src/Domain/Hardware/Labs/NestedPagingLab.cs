using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 25: references of a two-dimensional walk, and what a load costs by footprint.</summary>
internal static class NestedPagingLab
{
    private static readonly string[] Sizes = ["4K", "2M", "1G"];

    public static Lab Lab { get; } = new(25, "nested-paging", "Two page tables", "L22 nested paging",
        "Every guest-physical address on the way through the guest's table must be translated by the host's table too. Large pages, in either dimension, make the walk shorter; "
        + "in both they also make the TLB reach 512 times further, which moves the second knee away.",
        "references = (n + 1)(m + 1) − 1;  ns/load = data + L1 miss + m · r_eff · Lat_PTE",
        [
            new("pte", "cycles per page-table entry", "cycles", PagingConstants.TypicalPteCycles, 4, 400), LabKnob.Choice("guestPage", "page size of the guest in your line", 0, Sizes), LabKnob.Choice("hostPage", "page size of the host in your line", 1, Sizes),
            LabKnob.Count("levels", "levels of both tables", "", 4, 4, 5),
        ],
        Run,
        [
            new("4 native, then 24, 15 and 8 references", r => r["native"].First == 4 && r["guest 4K"].First == 24 && r["guest 2M"].At(1) == 15 && r["guest 1G"].At(2) == 8),
            new("knees after 64 and 2048 pages", r => r["nested 4K/4K"].At(64) == r["nested 4K/4K"].First && r["nested 4K/4K"].At(4096) > r["nested 4K/4K"].At(2048) + 5),
            new("nested is slower than native, large pages move the knee", r => r["nested 4K/4K"].Last > r["native 4K"].Last && r["nested 2M/2M"].At(16_384) == r["nested 2M/2M"].First),
            new("large pages in one dimension help half-way", r => r["yours"].Last < r["nested 4K/4K"].Last && r["yours"].Last > r["nested 2M/2M"].Last),
        ]);

    private static LabResult Run(LabSettings k)
    {
        PageSize guest = (PageSize)k.Count("guestPage"), host = (PageSize)k.Count("hostPage");
        var levels = k.Count("levels");
        double Walk(double references) => references * k["pte"];
        LabSeries Row(PageSize size) => LabSeries.Bars($"guest {Sizes[(int)size]}", [.. Enum.GetValues<PageSize>().Select(other => (double)NestedWalk.References(levels, size, levels, other))]);
        return new(
            LabPlot.Lines("time per load", new("footprint", "pages of 4 KiB", true), new("time per load", "ns"),
                Loads("native 4K", PageSize.Small, Walk(NestedWalk.EffectiveNativeReferences(PageSize.Small))), Loads("nested 4K/4K", PageSize.Small, Walk(NestedWalk.EffectiveReferences(PageSize.Small, PageSize.Small))),
                Loads("nested 2M/2M", PageSize.Large, Walk(NestedWalk.EffectiveReferences(PageSize.Large, PageSize.Large))),
                // The TLB holds the smaller of the two sizes.
                Loads("yours", guest < host ? guest : host, Walk(NestedWalk.EffectiveReferences(guest, host)))),
            new LabPlot("memory references of one walk, nothing cached", LabPlotStyle.HeatMap, LabAxis.Of("host page", Sizes), new("references", ""),
                [Row(PageSize.Small), Row(PageSize.Large), Row(PageSize.Huge), LabSeries.Bars("native", [.. Enum.GetValues<PageSize>().Select(size => (double)NestedWalk.NativeReferences(levels, size))])]));
    }

    private static LabSeries Loads(string name, PageSize page, double walk) =>
        LabSeries.Over(name, LabScale.Doubling(16, 1 << 20), pages => TranslationOverhead.LoadNs(LabScale.Host, pages * ModelUnits.PageBytes, page, walk, 4));
}
