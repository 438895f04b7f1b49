using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 36: layers, marks and copies of a union file system.</summary>
internal static class OverlayLab
{
    private const int ContainersMax = 64;

    public static Lab Lab { get; } = new(36, "overlay", "Layers", "L34 union file system",
        "An image of several layers and a writable one on top. Removing a file leaves a whiteout, making a directory where one was removed makes it opaque, and the first write to a file of a lower "
        + "layer copies all of it up. The layers below are shared: containers of one image read the same page cache.",
        "lookup: top to bottom until a file, a whiteout or an opaque directory;  copy-up = t0 + size/BW;  saving = (n − 1) · layers",
        [new("disk", "disk bandwidth", "GB/s", 1, 0.05, 20), LabKnob.Count("layers", "lower layers", "", 5, 1, 100), new("size", "file that is edited", "MiB", 1024, 1, 4096)],
        Run,
        [
            new("a gibibyte takes about a second", r => r["copy-up"].At(1024) is > 1000 and < 1150), new("only the first time", r => r["second write"].Max < 0.01), new("copy-up grows with size", r => r["copy-up"].Rises),
            new("one whiteout and one opaque directory in the upper layer", r => r["entries"].First == 1 && r["entries"].At(1) == 1), new("the removed file and the old directory's content are gone from the view", r => r["entries"].Last == 0),
            new("each further container saves all the shared layers", r => Math.Abs(r["saved"].Last - ((ContainersMax - 1) * r["saved"].At(2))) < 1e-6),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var image = Image(k.Count("layers"), k["size"]);
        var rows = new List<string[]>();
        void Do(string what, Action<OverlayFileSystem> act)
        {
            act(image);
            rows.Add([what, Tree(image.Upper), string.Join(" ", image.ReadDirectory("data")), string.Join(" ", image.ReadDirectory("data/dir"))]);
        }

        Do("the image", _ => { });
        Do("rm data/old", fs => fs.Remove("data/old"));
        Do("rm data/dir/a", fs => fs.Remove("data/dir/a"));
        Do("rmdir data/dir", fs => fs.Remove("data/dir"));
        Do("mkdir data/dir", fs => fs.MakeDirectory("data/dir"));
        Do("write to data/file", fs => fs.OpenForWrite("data/file", out _));
        var upper = image.Upper.Children["data"].Children;
        double[] entries = [upper.Values.Count(node => node.Kind == OverlayKind.Whiteout), upper.Values.Count(node => node.Opaque), image.ReadDirectory("data").Count(name => string.Equals(name, "old", StringComparison.Ordinal)) + image.ReadDirectory("data/dir").Count];
        return new(
            LabPlot.Lines("first write", new("file size", "MiB", true), new("time", "ms", true),
                LabSeries.Over("copy-up", LabScale.Doubling(1, 4096), mib => FirstWriteUs(mib, k.Count("layers"), k["disk"]) / 1000), LabSeries.Over("second write", LabScale.Doubling(1, 4096), _ => OverlayCost.LookupUs(1, cached: true) / 1000)),
            LabPlot.Bars("marks in the upper layer, and removed things still seen", LabAxis.Of("entry", "whiteouts", "opaque directories", "removed, but seen"), new("entries", ""), LabSeries.Bars("entries", entries)),
            LabPlot.Lines("page cache saved", new("containers", ""), new("memory", "MiB"), LabSeries.Over("saved", LabScale.Whole(1, ContainersMax), n => OverlayCost.SharedCacheBytes((int)n, k["size"]))))
        {
            Tables = [new("step by step", ["step", "upper layer", "data", "data/dir"], rows)],
        };
    }

    private static OverlayFileSystem Image(int layers, double mib)
    {
        var lowers = Enumerable.Range(0, layers).Select(_ => OverlayNode.Directory()).ToArray();
        lowers[^1].With("data/file", OverlayNode.File((long)(mib * ModelUnits.MiB)));
        lowers[^1].With("data/old", OverlayNode.File(1));
        lowers[0].With("data/dir/a", OverlayNode.File(1));
        return new(OverlayNode.Directory(), lowers);
    }

    private static string Tree(OverlayNode node) => string.Join(" ", node.Children.Select(child => child.Value.Kind switch
    {
        OverlayKind.Whiteout => $"{child.Key}(whiteout)",
        OverlayKind.File => child.Key,
        OverlayKind.Directory => $"{child.Key}{(child.Value.Opaque ? "(opaque)" : "")}/[{Tree(child.Value)}]",
    }));

    private static double FirstWriteUs(double mib, int layers, double disk)
    {
        var image = Image(layers, mib);
        var visited = image.Lookup("data/file").LayersVisited;
        image.OpenForWrite("data/file", out var copied);
        return OverlayCost.LookupUs(visited, cached: false) + OverlayCost.CopyUpUs(copied, disk);
    }
}
