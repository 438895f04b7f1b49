using System.Text.Json;

namespace Cloud.Contracts;

/// <summary>A kind of physical host in the list.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Description">One sentence.</param>
/// <param name="IsReference">One of the hosts that a region should be built of.</param>
/// <param name="Sockets">Processor packages.</param>
/// <param name="Cores">Cores of the host.</param>
/// <param name="HardwareThreads">Hardware threads of the host.</param>
/// <param name="MemoryMib">Memory unless told otherwise.</param>
/// <param name="NumaModes">Firmware settings that cut the host into NUMA nodes; the first is the default.</param>
public sealed record HardwareProfileSummaryView(
    string Name, string Description, bool IsReference, int Sockets, int Cores, int HardwareThreads, long MemoryMib, IReadOnlyList<string> NumaModes);

/// <summary>A kind of physical host.</summary>
/// <param name="Summary">As in the list.</param>
/// <param name="Profile">The profile file: every number, and the sources.</param>
public sealed record HardwareProfileView(HardwareProfileSummaryView Summary, JsonElement Profile);

/// <summary>A profile file to check.</summary>
public sealed class CheckHardwareProfileBody
{
    /// <summary>The profile as in the file.</summary>
    public required JsonElement Profile { get; init; }
}

/// <summary>What is wrong with a profile file.</summary>
/// <param name="IsValid">True when nothing is.</param>
/// <param name="Errors">Everything that is wrong.</param>
/// <param name="Summary">What the profile describes; null when it is not valid.</param>
public sealed record HardwareProfileCheckView(bool IsValid, IReadOnlyList<HardwareProfileErrorView> Errors, HardwareProfileSummaryView? Summary);

/// <summary>One thing that is wrong with a profile file.</summary>
/// <param name="Path">JSON path.</param>
/// <param name="Message">What is wrong there.</param>
public sealed record HardwareProfileErrorView(string Path, string Message);
