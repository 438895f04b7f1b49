using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cloud.Domain.Hardware;

/// <summary>Writes a profile as the JSON that <see cref="HardwareProfileReader"/> reads. Pure.</summary>
public static class HardwareProfileWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The profile file, indented, ending in a newline.</summary>
    public static string Write(HardwareProfile profile)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options)) Write(json, profile);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, HardwareProfile profile)
    {
        json.WriteStartObject();
        json.WriteString("name", profile.Name);
        json.WriteString("description", profile.Description);
        json.WriteNumber("sockets", profile.Sockets);
        json.WriteNumber("complexesPerSocket", profile.ComplexesPerSocket);
        json.WriteNumber("coresPerComplex", profile.CoresPerComplex);
        json.WriteNumber("threadsPerCore", profile.ThreadsPerCore);
        Numbers(json, "clock", ("baseGhz", profile.Clock.BaseGhz), ("allCoreGhz", profile.Clock.AllCoreGhz), ("maxGhz", profile.Clock.MaxGhz));
        json.WriteNumber("tdpWattsPerSocket", profile.TdpWattsPerSocket);
        Each(json, "caches", profile.Caches, Cache);
        var tlb = profile.Tlb;
        Numbers(json, "tlb", ("l1Instruction", tlb.L1Instruction), ("l1Data4K", tlb.L1Data4K), ("l1Data2M", tlb.L1Data2M), ("l1Data1G", tlb.L1Data1G),
            ("l2Data4K", tlb.L2Data4K), ("l2Data2M", tlb.L2Data2M), ("l2Instruction", tlb.L2Instruction), ("l1MissCycles", tlb.L1MissCycles), ("walkers", tlb.Walkers));
        json.WriteStartObject("paging");
        NumberFields(json, ("levels", profile.Paging.Levels), ("maxLevels", profile.Paging.MaxLevels),
            ("processTagBits", profile.Paging.ProcessTagBits), ("guestTagBits", profile.Paging.GuestTagBits));
        json.WriteBoolean("nested", profile.Paging.Nested);
        json.WriteEndObject();
        Numbers(json, "memory", ("channelsPerSocket", profile.Memory.ChannelsPerSocket), ("megaTransfersPerSecond", profile.Memory.MegaTransfersPerSecond),
            ("achievableFraction", profile.Memory.AchievableFraction), ("defaultMib", profile.Memory.DefaultMib));
        json.WriteStartObject("link");
        json.WriteString("kind", profile.Link.Kind);
        NumberFields(json, ("links", profile.Link.Links), ("rawGBs", profile.Link.RawGBs), ("usableGBs", profile.Link.UsableGBs));
        json.WriteEndObject();
        Numbers(json, "lineTransfer", ("complexNs", profile.LineTransfer.ComplexNs), ("socketNs", profile.LineTransfer.SocketNs), ("crossNs", profile.LineTransfer.CrossNs));
        Each(json, "numaModes", profile.NumaModes, Mode);
        DeviceWriter.Write(json, profile);
        json.WriteEndObject();
    }

    internal static void Numbers(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, double Value)> fields)
    {
        json.WriteStartObject(name);
        NumberFields(json, fields);
        json.WriteEndObject();
    }

    internal static void NumberFields(Utf8JsonWriter json, params ReadOnlySpan<(string Name, double Value)> fields)
    {
        foreach (var (name, value) in fields) json.WriteNumber(name, value);
    }

    internal static void Each<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Cache(Utf8JsonWriter json, CacheLevel cache)
    {
        json.WriteString("level", ProfileParts.CacheNames.First(p => p.Value == cache.Level).Key);
        NumberFields(json, ("sizeBytes", cache.SizeBytes), ("ways", cache.Ways));
        json.WriteString("sharedBy", ProfileParts.Sharings.First(p => p.Value == cache.SharedBy).Key);
        if (cache.LatencyCycles is { } cycles) json.WriteNumber("latencyCycles", cycles);
        if (cache.FixedLatencyNs is { } ns) json.WriteNumber("latencyNs", ns);
    }

    private static void Mode(Utf8JsonWriter json, NumaMode mode)
    {
        json.WriteString("name", mode.Name);
        json.WriteNumber("nodesPerSocket", mode.NodesPerSocket);
        Matrix(json, "slit", mode.Slit);
        Matrix(json, "latencyNs", mode.LatencyNs);
        Matrix(json, "bandwidthGBs", mode.BandwidthGBs);
    }

    private static void Matrix(Utf8JsonWriter json, string name, NodeMatrix matrix)
    {
        json.WriteStartArray(name);
        for (var row = 0; row < matrix.Size; row++)
        {
            json.WriteStartArray();
            foreach (var value in matrix.Row(row)) json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
