namespace Cloud.Domain.Iaas;

/// <summary>How long a host takes to fetch an image it has not held before: the <c>image</c> phase of a boot.</summary>
public static class ImageFetch
{
    /// <summary>Name of the phase in reports and timelines.</summary>
    public const string Phase = "image";

    /// <summary>Looking the image up and opening the connection, milliseconds [E].</summary>
    public const double SetupMs = 50;

    /// <summary>Part of one network card's line rate that image fetches may use; guests keep the rest [E].</summary>
    public const double NicShare = 0.5;

    /// <summary>Line rate of a host whose card is not known, Gb/s: 2×25 GbE is the default of the hardware model [E].</summary>
    public const double DefaultNicGbitPerSecond = 25;

    /// <summary>Size of an image whose size is not known, MiB [E]: between a container image and a cloud image.</summary>
    public const int DefaultSizeMib = 512;

    /// <summary>Median duration of a fetch over an otherwise idle card, milliseconds.</summary>
    public static double MedianMs(int sizeMib, double nicGbitPerSecond) =>
        SetupMs + (sizeMib * 1_048_576.0 * 8 / (nicGbitPerSecond * NicShare * 1e9) * 1000);
}
