using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Region;
using Cloud.Cli.Shell;
using Cloud.ControlPlane.Operator.Region;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud region …</c>: the running region, and region files.</summary>
internal static class RegionCommands
{
    public static Command Build(Verbs verbs)
    {
        var show = verbs.Verb("show", "Show the running region (operators)", async (session, _, cancel) =>
            session.Print.One(await session.Api.RegionAsync(cancel), it => it.Name, ContractsJson.Default.RegionView,
                new("name", it => it.Name), new("placement profile", it => it.PlacementProfile),
                new("speed", it => $"{it.Speed.ToString(CultureInfo.InvariantCulture)} virtual seconds per second"),
                new("hosts", it => Text.Number(it.Hosts)), new("instances", it => Text.Number(it.Instances)),
                new("vCPUs", it => Text.OfLimit(it.VcpusUsed, it.VcpusCapacity)), new("memory MiB", it => Text.OfLimit(it.MemoryUsedMib, it.MemoryCapacityMib))));
        return Verbs.Group("region", "The region, and files that describe one", show, RegionOvercommitCommand.Build(verbs), Validate(verbs), Generate(verbs),
            Verbs.Group("import", "Make a region file from public data", ImportHuawei(verbs)));
    }

    private static Command Validate(Verbs verbs)
    {
        var path = new Argument<string>("file") { Description = "Region file", HelpName = "FILE" };
        return verbs.Verb("validate", "Check a region file and print everything that is wrong with it", async (session, parsed, cancel) =>
        {
            var reading = RegionFileReader.Read(await Files.ReadAsync(parsed.GetRequiredValue(path), cancel));
            if (reading.Region is not { } region)
            {
                await session.Shell.Error.WriteAsync(Printer.Plain(reading.Describe()));
                return ExitCode.Refused;
            }

            var numaNodes = region.Hosts.Sum(host => host.NumaNodes.Count);
            session.Print.Say($"valid: region {region.Name}, {region.Zones.Count} zones, {region.Hosts.Count} hosts, {numaNodes} NUMA nodes, profile {region.PlacementProfile}");
            return ExitCode.Done;
        }, path);
    }

    private static Command Generate(Verbs verbs)
    {
        var hosts = new Option<int>("--hosts") { Description = "Hosts in all", HelpName = "N", Required = true };
        var zones = new Option<int>("--zones") { Description = "Zones", HelpName = "N", DefaultValueFactory = _ => 3 };
        var hardware = new Option<string>("--hardware") { Description = "Hardware profile", HelpName = "NAME", DefaultValueFactory = _ => "epyc-7763-2s" };
        var ratio = new Option<double>("--cpu-ratio") { Description = "vCPUs per hardware thread", HelpName = "R", DefaultValueFactory = _ => 4 };
        var common = new RegionFileOptions();
        return verbs.Verb("generate", "Make a large regular region for load tests", async (session, parsed, cancel) =>
        {
            var (count, spread) = (parsed.GetValue(hosts), parsed.GetValue(zones));
            if (spread < 1 || count < spread) throw new UsageException("--zones must be 1 or more, and --hosts at least as many");
            var file = RegionGenerator.Generate(count, spread, parsed.GetValue(hardware)!, common.ProfileOf(parsed), parsed.GetValue(ratio), common.SpeedOf(parsed));
            return await common.WriteAsync(session, parsed, file, cancel);
        }, [hosts, zones, hardware, ratio, .. common.All]);
    }

    private static Command ImportHuawei(Verbs verbs)
    {
        var hosts = Inputs.Required("--hosts", "FILE", "PM_res.csv");
        var topology = Inputs.Optional("--topology", "FILE", "topology_provider.csv, for the racks");
        var common = new RegionFileOptions();
        return verbs.Verb("huawei-topology", "From the HUAWEI topology-aware placement data set (2025)", async (session, parsed, cancel) =>
        {
            using var hostFile = Files.Open(parsed.GetRequiredValue(hosts));
            using var rackFile = parsed.GetValue(topology) is { } path ? Files.Open(path) : null;
            try
            {
                var file = HuaweiRegionImport.Convert(
                    HuaweiTopologyTrace.ReadHosts(hostFile), rackFile is null ? null : HuaweiTopologyTrace.ReadRacks(rackFile),
                    common.ProfileOf(parsed), common.SpeedOf(parsed));
                return await common.WriteAsync(session, parsed, file, cancel);
            }
            catch (Exception fault) when (fault is TraceFormatException or InvalidDataException)
            {
                throw new UsageException(fault.Message);
            }
        }, [hosts, topology, .. common.All]);
    }
}
