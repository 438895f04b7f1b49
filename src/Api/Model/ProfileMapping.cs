using System.Text.Json;
using Cloud.Contracts;
using Cloud.Domain.Hardware;

namespace Cloud.Api.Model;

/// <summary>Hardware profiles, outwards.</summary>
internal static class ProfileMapping
{
    public static HardwareProfileSummaryView ToSummary(this HardwareProfile profile) => new(
        profile.Name, profile.Description, HardwareProfiles.ReferenceNames.Contains(profile.Name, StringComparer.Ordinal), profile.Sockets, profile.Cores,
        profile.HardwareThreads, profile.Memory.DefaultMib, [.. profile.NumaModes.Select(mode => mode.Name)]);

    public static HardwareProfileView ToView(this HardwareProfile profile)
    {
        using var document = JsonDocument.Parse(HardwareProfileWriter.Write(profile));
        return new(profile.ToSummary(), document.RootElement.Clone());
    }

    public static HardwareProfileCheckView ToView(this ProfileReading reading) => new(
        reading.IsValid, [.. reading.Errors.Select(error => new HardwareProfileErrorView(error.Path, error.Message))], reading.Profile?.ToSummary());
}
