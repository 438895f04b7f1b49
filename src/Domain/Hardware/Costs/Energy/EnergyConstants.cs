using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Energy;

/// <summary>Constants of section 14: power, watts at 0, 10, … 100 % load. Keys <c>power.&lt;host&gt;.&lt;percent&gt;</c>.</summary>
public static class EnergyConstants
{
    private const string Spec = "SPECpower_ssj2008 result, via spec-power-model data/spec_data.csv @9739f29c";
    private static readonly ConstantSection S = new("14 Power model");

    public static readonly ModelConstant SleepWatts = S.Add("power.sleep", 10, "W", Engineering, "suspended host");
    public static readonly ModelConstant BootSeconds = S.Add("power.boot", 180, "s", Engineering, "120 to 300 s at 30 % load");
    public static readonly ModelConstant BootLoad = S.Add("power.boot-load", 0.3, "fraction", Engineering, "load while booting");
    public static readonly ModelConstant FanExponent = S.Add("power.fan-exponent", 1.4, "exponent", RecalledStrong, "Fan, Weber, Barroso, ISCA 2007");
    public static readonly ModelConstant MigrationLoad = S.Add("power.migration-load", 0.1, "fraction", Engineering, "extra load on both ends of a migration");
    public static readonly ModelConstant MilanOps = S.Add("power.lenovo-sr665-7763.ssj-ops", 12_301_551, "ops/s", Confirmed, Spec);

    /// <summary>Power curves by name.</summary>
    public static IReadOnlyDictionary<string, PowerCurve> Curves { get; } = new Dictionary<string, PowerCurve>(StringComparer.Ordinal)
    {
        ["hp-ml110-g3"] = Curve("hp-ml110-g3", Confirmed, 105, 112, 118, 125, 131, 137, 147, 153, 157, 164, 169),
        ["hp-ml110-g4"] = Curve("hp-ml110-g4", Confirmed, 86, 89.4, 92.6, 96, 99.5, 102, 106, 108, 112, 114, 117),
        ["hp-ml110-g5"] = Curve("hp-ml110-g5", Confirmed, 93.7, 97, 101, 105, 110, 116, 121, 125, 129, 133, 135),
        ["ibm-x3550m3-x5675"] = Curve("ibm-x3550m3-x5675", Confirmed, 58.4, 98, 109, 118, 128, 140, 153, 170, 189, 205, 222),
        ["nettrix-r620-8352y"] = Curve("nettrix-r620-8352y", Confirmed, 137, 185, 213, 242, 271, 301, 333, 365, 417, 478, 491),
        ["inspur-nf5180m6-8352y"] = Curve("inspur-nf5180m6-8352y", Confirmed, 156, 209, 234, 258, 284, 314, 351, 410, 514, 615, 680),
        ["hpe-dl380g10p-8380"] = Curve("hpe-dl380g10p-8380", Confirmed, 127, 198, 226, 253, 281, 314, 354, 405, 464, 576, 619),
        ["lenovo-sr665-7763"] = Curve("lenovo-sr665-7763", Confirmed, 108, 171, 192, 215, 237, 256, 281, 304, 331, 382, 455),
        ["hpe-dl385g10p-7763"] = Curve("hpe-dl385g10p-7763", Confirmed, 120, 200, 232, 260, 287, 336, 391, 430, 470, 510, 546),
        ["altra-estimate"] = Curve("altra-estimate", Engineering, 120, 160, 200, 240, 280, 320, 360, 400, 440, 480, 520),
    };

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;

    private static PowerCurve Curve(string name, Confidence confidence, params double[] watts)
    {
        for (var i = 0; i < watts.Length; i++)
            S.Add(FormattableString.Invariant($"power.{name}.{i * 10}"), watts[i], "W", confidence, confidence == Confirmed ? Spec : "no SPECpower record exists: invented, linear");
        return new(name, watts, SleepWatts, BootSeconds);
    }
}
