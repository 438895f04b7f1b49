using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cloud.Cli.Calibration;
using Cloud.Cli.Output;
using Cloud.Cli.Plots;
using Cloud.Cli.Shell;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Switching;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud model calibrate</c>: measures this machine and puts the model beside it.</summary>
internal static class CalibrateCommand
{
    private const int SecondsMin = 2;
    private const int SecondsMax = 600;

    private sealed record Row(string What, double? Measured, double Modelled, string Unit);

    public static Command Build(Verbs verbs)
    {
        var path = Inputs.Optional("--out", "FILE", "Write what was measured as a hardware profile");
        var seconds = new Option<int>("--seconds") { Description = "About how long to measure", HelpName = "N", DefaultValueFactory = _ => 20 };
        return verbs.Verb("calibrate", "Measure this machine: switches, caches, translation buffers, faults, bandwidth", async (session, parsed, cancel) =>
        {
            if (!OperatingSystem.IsLinux()) throw new UsageException("calibrate measures Linux only");
            if (parsed.GetValue(seconds) is < SecondsMin or > SecondsMax) throw new UsageException($"--seconds must be from {SecondsMin} to {SecondsMax}");
            var measured = MachineProbe.Run(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancel);
            var profile = CalibratedProfile.Of("calibrated", measured);
            Print(session, measured, profile);
            if (parsed.GetValue(path) is not { } file) return;
            await Files.WriteAsync(file, HardwareProfileWriter.Write(profile), cancel);
            session.Print.Say($"\nwritten to {file}; 'cloud model check {file}' reads it");
        }, path, seconds);
    }

    internal static void Print(Session session, MachineMeasures measured, HardwareProfile profile)
    {
        var standard = HardwareProfiles.Get(CalibratedProfile.BaseName);
        session.Print.Rows([.. Rows(measured, profile, standard)], row => row.What,
            row => new JsonObject { ["what"] = row.What, ["measured"] = row.Measured, ["modelled"] = row.Modelled, ["unit"] = row.Unit },
            new("what", row => row.What), new("measured", row => row.Measured is { } value ? Number(value) : null, Right: true),
            new($"model ({standard.Name})", row => Number(row.Modelled), Right: true), new("unit", row => row.Unit));
        if (session.Print.Format is not OutputFormat.Table) return;
        session.Print.Say("\nlatency of random loads");
        session.Shell.Out.WriteLine(TerminalPlot.Render(Plot(measured, standard)));
        session.Print.Say("reservations");
        foreach (var reservation in measured.Reservations) session.Print.Say($"  {reservation}");
    }

    private static IEnumerable<Row> Rows(MachineMeasures measured, HardwareProfile profile, HardwareProfile standard)
    {
        yield return new("clock", measured.ClockGhz, standard.Clock.AllCoreGhz, "GHz");
        yield return new("system call", measured.SyscallNs, SwitchConstants.SyscallNs, "ns");
        yield return new("pipe, write and read", measured.PipeNs, SwitchConstants.PipeUs * 1000, "ns");
        yield return new("thread switch", measured.ThreadSwitchNs, ContextSwitch.DirectNs(standard.Clock, new(SameAddressSpace: true)), "ns");
        yield return new("process switch", measured.ProcessSwitchNs, ContextSwitch.DirectNs(standard.Clock, new(SameAddressSpace: false)), "ns");
        yield return new("page fault", measured.FaultNs, SwitchConstants.MinorFaultUs * 1000, "ns");
        foreach (var level in standard.Caches.Where(cache => cache.Level != CacheName.L1I))
        {
            var found = profile.Cache(level.Level);
            yield return new($"{level.Level} size", found?.SizeBytes / 1024.0, level.SizeBytes / 1024.0, "KiB");
            yield return new($"{level.Level} latency", found?.LatencyNs(profile.Clock), level.LatencyNs(standard.Clock), "ns");
        }

        yield return new("memory latency", profile.DefaultNumaMode.LatencyNs[0, 0], standard.DefaultNumaMode.LatencyNs[0, 0], "ns");
        yield return new("L1 TLB, 4 KiB pages", profile.Tlb.L1Data4K, standard.Tlb.L1Data4K, "entries");
        yield return new("L2 TLB, 4 KiB pages", profile.Tlb.L2Data4K, standard.Tlb.L2Data4K, "entries");
        yield return new("reading, one thread", measured.OneThreadGBs, standard.Memory.ChannelPeakGBs * standard.Memory.AchievableFraction, "GB/s");
        yield return new("reading, all threads", measured.AllThreadsGBs, standard.Memory.SocketPeakGBs * standard.Memory.AchievableFraction, "GB/s");
    }

    private static LabPlot Plot(MachineMeasures measured, HardwareProfile standard)
    {
        StairStep[] modelled =
        [
            .. standard.Caches.Where(cache => cache.Level != CacheName.L1I).OrderBy(cache => cache.Level).Select(cache => new StairStep(cache.SizeBytes, cache.LatencyNs(standard.Clock))),
            new(double.PositiveInfinity, standard.DefaultNumaMode.LatencyNs[0, 0]),
        ];
        return LabPlot.Lines("", new("memory walked", "KiB", Logarithmic: true), new("time per load", "ns", Logarithmic: true),
        [
            new("measured", [.. measured.Caches.Select(point => new LabPoint(point.Size / 1024, point.Ns))]),
            new($"model of {standard.Name}", [.. measured.Caches.Select(point => new LabPoint(point.Size / 1024, Staircase.Predict(modelled, point.Size)))]),
        ]);
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
