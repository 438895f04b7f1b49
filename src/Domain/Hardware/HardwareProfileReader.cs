using System.Text.Json;

namespace Cloud.Domain.Hardware;

/// <summary>Reads a profile file. Pure: takes text, returns a value, and lists every error instead of the first.</summary>
public static class HardwareProfileReader
{
    /// <summary>Longest text that is read at all, characters.</summary>
    public const int LengthMax = 256 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads <paramref name="json"/>; unknown, missing and out-of-range values are all reported with their JSON path.</summary>
    public static ProfileReading Read(string json)
    {
        if (json.Length > LengthMax) return Refused("$", $"must not be longer than {LengthMax} characters");
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            return Refused("$", $"is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine}");
        }
    }

    private static ProfileReading Refused(string path, string message) => new(null, [new(path, message)]);

    private static ProfileReading Read(JsonElement root)
    {
        var errors = new List<ProfileError>();
        var at = new JsonCursor(root, "$", errors);
        var sockets = (int)at.Integer("sockets", 1, 8);
        var complexes = (int)at.Integer("complexesPerSocket", 1, 64);
        var cores = (int)at.Integer("coresPerComplex", 1, 512);
        var threads = (int)at.Integer("threadsPerCore", 1, 8);
        var memory = ProfileParts.Memory(at.Object("memory"));
        var host = new HostShape(sockets, complexes * cores, threads, memory);
        var profile = new HardwareProfile
        {
            Name = Name(at),
            Description = at.Text("description"),
            Sockets = sockets,
            ComplexesPerSocket = complexes,
            CoresPerComplex = cores,
            ThreadsPerCore = threads,
            Clock = ProfileParts.Clock(at.Object("clock")),
            TdpWattsPerSocket = at.Number("tdpWattsPerSocket", 1, 2000),
            Caches = ProfileParts.Caches(at),
            Tlb = ProfileParts.Tlb(at.Object("tlb")),
            Paging = ProfileParts.Paging(at.Object("paging")),
            Memory = memory,
            Link = ProfileParts.Link(at.Object("link")),
            LineTransfer = ProfileParts.Lines(at.Object("lineTransfer")),
            NumaModes = NumaModeParts.Modes(at, host),
            Pcie = DeviceParts.Pcie(at.Object("pcie"), sockets),
            Iommu = DeviceParts.Iommu(at.Object("iommu")),
            Confidential = DeviceParts.Confidential(at.Object("confidential")),
            ExitTable = at.Text("exitTable", 40),
            Power = DeviceParts.Power(at.Object("power")),
            Sources = DeviceParts.Sources(at),
        };
        at.Close();
        return errors.Count == 0 ? new(profile, []) : new(null, errors);
    }

    private static string Name(JsonCursor at)
    {
        var name = at.Text("name", 60);
        if (name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')) at.Complain("name", "may only have a-z, 0-9 and -");
        return name;
    }
}

/// <summary>What the NUMA modes need to know about the rest of the host; zero where the file was wrong.</summary>
internal readonly record struct HostShape(int Sockets, int CoresPerSocket, int ThreadsPerCore, MemoryShape Memory);
