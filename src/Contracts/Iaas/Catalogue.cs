namespace Cloud.Contracts;

/// <summary>A size to choose.</summary>
public sealed class FlavorView
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required int Vcpus { get; init; }
    public required long MemoryMib { get; init; }
    public required int DiskGib { get; init; }

    /// <summary>0 = automatic, N = exactly N NUMA nodes with equal parts.</summary>
    public required int NumaNodes { get; init; }

    /// <summary>shared, dedicated or mixed.</summary>
    public required string CpuPolicy { get; init; }

    /// <summary>The kinds it may be used for.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>What it asks beyond sizes; null for nothing.</summary>
    public NeedsBody? Needs { get; init; }
}

/// <summary>Adds a flavor (operators).</summary>
public sealed class CreateFlavorBody
{
    public required string Name { get; init; }
    public string Description { get; set; } = "";
    public required int Vcpus { get; init; }
    public required long MemoryMib { get; init; }
    public int DiskGib { get; init; }
    public int NumaNodes { get; init; }

    /// <summary>shared (default), dedicated or mixed.</summary>
    public string CpuPolicy { get; set; } = "shared";
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>What it asks beyond sizes; omitted or null for nothing.</summary>
    public NeedsBody? Needs { get; init; }
}

/// <summary>An image to boot from.</summary>
public sealed class ImageView
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<string> Kinds { get; init; }
    public required int SizeMib { get; init; }
    public required int MinDiskGib { get; init; }
    public required int MinMemoryMib { get; init; }
}
