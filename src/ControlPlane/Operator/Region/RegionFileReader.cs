using System.Globalization;
using System.Text.Json;
using Cloud.ControlPlane.Problems;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Operator.Region;

/// <summary>Reads and checks a region file as a whole: every error is listed, none hides another. Pure.</summary>
public static class RegionFileReader
{
    /// <summary>Largest file accepted, characters: about 100,000 explicit hosts.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The region that a file describes, or everything that is wrong with it. Comments and trailing commas are allowed.</summary>
    public static RegionReading Read(string json)
    {
        var errors = new List<FieldError>();
        var file = ReadFile(json, errors);
        if (file is null) return new(null, errors);
        var region = RegionResolver.Resolve(file, errors);
        return errors.Count == 0 ? new(region, []) : new(null, errors);
    }

    /// <summary>Reads the file's own shape; null when it is not a JSON object. Field errors are added to <paramref name="errors"/>.</summary>
    internal static RegionFile? ReadFile(string json, List<FieldError> errors)
    {
        if (json.Length > MaxLength)
        {
            errors.Add(new("$", "is too long", $"at most {MaxLength / (1024 * 1024)} Mi characters"));
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var root = new RegionCursor(document.RootElement, "$", errors);
            return root.Readable ? ReadRegion(root) : null;
        }
        catch (JsonException e)
        {
            errors.Add(new("$", string.Create(CultureInfo.InvariantCulture, $"is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}"), "JSON"));
            return null;
        }
    }

    private static RegionFile ReadRegion(RegionCursor at)
    {
        var file = new RegionFile
        {
            Name = at.Text("name"),
            Note = at.Text("note", "", RegionFile.MaxNoteLength),
            PlacementProfile = at.Text("placementProfile"),
            Speed = at.Number("speed", 0.001, RegionFile.MaxSpeed),
            Reserve = ReadReserve(at.Object("reserve")),
            Pools = at.Objects("pools", 1, RegionFile.MaxPools, ReadPool),
            OvercommitRules = at.Objects("overcommitRules", 0, RegionFile.MaxOvercommitRules, ReadOvercommitRule),
            Live = RegionLive.Read(at.OptionalObject("live")),
            Zones = at.Objects("zones", 1, RegionFile.MaxZones, ReadZone),
        };
        at.Close();
        return file;
    }

    private static RegionReserve ReadReserve(RegionCursor? at)
    {
        if (at is null) return new(0, 0, 0);
        var reserve = new RegionReserve(
            (int)at.Integer("coresPerNumaNode", 0, 64), at.Integer("memoryMibPerNumaNode", 0, 1024 * 1024), (int)at.Integer("diskGib", 0, 64 * 1024));
        at.Close();
        return reserve;
    }

    private static RegionPool ReadPool(RegionCursor at)
    {
        var pool = new RegionPool(at.Text("name"), at.Number("cpuRatio", 1, 64), at.Number("memoryRatio", 1, 4), at.Flag("chargeOverhead"));
        if (at.OptionalObject("overcommit") is not { } overcommit) return pool;
        pool = pool with { Overcommit = ReadPolicy(overcommit) with { Budget = ReadBudget(overcommit) } };
        overcommit.Close();
        return pool;
    }

    private static RegionOvercommitRule ReadOvercommitRule(RegionCursor at) =>
        new(at.Text("pool", ""), at.Text("tenant", ""), at.Text("project", ""), at.Text("kind", ""), ReadPolicy(at) with { Budget = ReadBudget(at) });

    private static ViolationBudget? ReadBudget(RegionCursor at)
    {
        if (at.OptionalObject("violationBudget") is not { } budget) return null;
        var read = new ViolationBudget(budget.Number("timeShare", 0, 1), budget.Number("stealAbove", 0, 1), budget.Number("readyAbove", 0, 1));
        budget.Close();
        return read;
    }

    private static RegionOvercommit ReadPolicy(RegionCursor at)
    {
        var name = at.Text("policy");
        switch (name)
        {
            case "static": return new(name, at.Number("ratio", 1, 64), []);
            case "percentile": return new(name, at.Number("percentile", 0, 100), []);
            case "n-sigma": return new(name, at.Number("sigmas", 0, 20), []);
            case "max": return new(name, 0, at.Objects("of", 1, RegionOvercommit.MaxPolicies, ReadPolicy));
            case "": break;
            default: at.Complain("policy", $"is '{name}'", RegionOvercommit.Names); break;
        }

        return new("static", 1, []);
    }

    private static RegionZone ReadZone(RegionCursor at) =>
        new(at.Text("name"), at.Objects("racks", 1, RegionFile.MaxRacksPerZone, ReadRack));

    private static RegionRack ReadRack(RegionCursor at)
    {
        var rack = new RegionRack(
            at.Text("name"),
            at.Objects("groups", 0, 1_000, ReadGroup),
            at.Objects("hosts", 0, RegionFile.MaxHostsPerZone, ReadHost));
        return rack;
    }

    private static RegionHostGroup ReadGroup(RegionCursor at) =>
        new(at.Text("profile"), at.Text("numaMode", ""), at.Text("pool"), (int)at.Integer("count", 1, RegionFile.MaxHostsPerZone))
        {
            Pages2MPerNumaNode = (int)(at.OptionalInteger("pages2MPerNumaNode", 0, 8 * 1024 * 1024) ?? 0),
            Pages1GPerNumaNode = (int)(at.OptionalInteger("pages1GPerNumaNode", 0, 16 * 1024) ?? 0),
            Features = RegionFeatureParts.Read(at),
        };

    private static RegionHost ReadHost(RegionCursor at) =>
        new(at.Text("name", ""), at.Text("pool"), (int)at.Integer("diskGib", 0, 1024 * 1024), at.Objects("numaNodes", 1, 8, ReadNumaNode)) { Features = RegionFeatureParts.Read(at) };

    private static RegionNumaNode ReadNumaNode(RegionCursor at) =>
        new((int)at.Integer("cores", 1, 1024), (int)at.Integer("threadsPerCore", 1, 8), at.Integer("memoryMib", 1, 64L * 1024 * 1024))
        {
            Pages2M = (int)(at.OptionalInteger("pages2M", 0, 8 * 1024 * 1024) ?? 0),
            Pages1G = (int)(at.OptionalInteger("pages1G", 0, 16 * 1024) ?? 0),
        };
}
