using Cloud.Api.Hosting.Settings;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Operator.Region;

namespace Cloud.Api.Hosting;

/// <summary>Reads the region file; a first start without one writes the default region.</summary>
internal static class RegionSource
{
    /// <exception cref="StartException">The file is missing, unreadable or not valid; every error is listed.</exception>
    public static RegionDescription Read(CloudOptions options)
    {
        var reading = RegionFileReader.Read(Text(options));
        if (reading.Region is not { } region)
        {
            throw new StartException(
                StartException.BadSettings, $"The region file '{options.Region}' is not valid:", reading.Describe().TrimEnd().Split('\n'));
        }

        region = region with { PreemptionNotice = TimeSpan.FromSeconds(options.PreemptionNoticeSeconds) };
        return options.Speed is { } speed ? region with { Speed = speed } : region;
    }

    private static string Text(CloudOptions options)
    {
        var isDefault = string.Equals(options.Region, Path.Combine(options.DataDirectory, "region.json"), StringComparison.Ordinal);
        try
        {
            if (isDefault && !File.Exists(options.Region))
                File.WriteAllText(options.Region, RegionDefaults.Json);
            return File.ReadAllText(options.Region);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException(StartException.BadSettings, $"The region file '{options.Region}' cannot be read: {exception.Message}");
        }
    }
}
