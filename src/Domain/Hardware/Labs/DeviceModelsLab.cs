using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.InputOutput;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 30: four ways to give a guest a network card, by packet size.</summary>
internal static class DeviceModelsLab
{
    private static readonly IoPath[] Paths = [IoPath.Emulated, IoPath.Virtio, IoPath.Vhost, IoPath.VhostUser];

    public static Lab Lab { get; } = new(30, "device-models", "Imitated, paravirtual, polled", "L26 and L27 device models",
        "Throughput by payload: small packets are bound by the processor, large ones by the line. The paths differ in exits and in what the backend does per packet: an imitated device "
        + "leaves the guest for every register, virtio once per batch, a polling backend not at all, but its core is always busy.",
        "min(line, backend cores · F/C_backend, vCPUs · F/C_guest);  C_backend = packet + exits + copies",
        [new("line", "line rate", "Gb/s", 25, 1, 400), new("cores", "backend cores", "", 1, 0.1, 16), LabKnob.Count("vcpus", "vCPUs", "", 4, 1, 64), LabKnob.Choice("processor", "exit costs of", 1, "intel-icx", "amd-milan", "arm-n1")],
        Run,
        [
            new("larger packets carry more", r => r.Plots[0].Series.All(s => s.Rises)), new("each path beats the one before", r => r["Emulated"].First < r["Virtio"].First && r["Virtio"].First < r["Vhost"].First && r["Vhost"].First < r["VhostUser"].First),
            new("large packets are bound by the line", r => r["VhostUser"].Last > 24), new("batching removes nearly all exits of virtio, not those of imitation", r => r["batched"].At(1) < 0.1 * r["one at a time"].At(1) && r["batched"].First > 0.4 * r["one at a time"].First),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var table = ExitConstants.Tables[k.Count("processor") switch { 0 => "intel-icx", 1 => "amd-milan", _ => "arm-n1" }];
        var ghz = LabScale.Host.Clock.AllCoreGhz;
        var names = Paths.Select(path => path.ToString()).ToArray();
        double Rate(IoPath path, double bytes) => IoThroughput.PacketsPerSecond(table, path, bytes, new(k["cores"], k.Count("vcpus"), ghz, k["line"], 1000));
        return new(
            LabPlot.Lines("throughput", new("payload", "bytes", true), new("throughput", "Gb/s", true), [.. Paths.Select(path => LabSeries.Over(path.ToString(), LabScale.Doubling(64, 65_536), bytes => bytes * 8 / 1e9 * Rate(path, bytes)))]),
            LabPlot.Bars("exits per packet", LabAxis.Of("path", names), new("exits", "1/packet"), LabSeries.Bars("one at a time", [.. Paths.Select(path => IoConstants.Of(path).Exits.Value)]), LabSeries.Bars("batched", [.. Paths.Select(path => IoConstants.Of(path).LoadedExits.Value)])),
            LabPlot.Bars("host cycles for a packet of 1460 bytes", LabAxis.Of("path", names), new("cycles", "cycles", true), LabSeries.Bars("host cycles", [.. Paths.Select(path => IoThroughput.HostCyclesPerPacket(table, path, 1460, ghz, loaded: true))])));
    }
}
