using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Web.Pages.Operator.Faults;

/// <summary>The form that injects a fault. Texts, as browsers send them; what is empty is left to the kind's default.</summary>
public sealed class FaultForm
{
    /// <summary>Kinds with what they do, in the order in which they are offered.</summary>
    public static IReadOnlyList<(string Kind, string Does)> Kinds { get; } =
    [
        ("host-crash", "a host loses power"), ("rack-power-loss", "all hosts of a rack lose power"), ("slow-host", "everything takes longer"), ("partition", "nothing passes, one way or both"),
        ("lost-messages", "a share is lost"), ("late-messages", "a share is late"), ("duplicated-messages", "a share comes twice"), ("reordered-messages", "a share is overtaken"),
        ("stale-reports", "hosts repeat old reports"), ("disk-full", "nothing new is taken"), ("clock-skew", "the clock is off and runs fast or slow"),
    ];

    public string? Kind { get; set; } = "slow-host";

    /// <summary><c>host NAME</c>, <c>rack ZONE NAME</c>, <c>zone NAME</c>; empty for everywhere.</summary>
    public string? Target { get; set; }

    public string? Duration { get; set; } = "120";

    public string? Rate { get; set; }

    public string? Factor { get; set; }

    public string? DelayMs { get; set; }

    public string? Direction { get; set; }

    public string? ClockRate { get; set; }

    public string? OffsetSeconds { get; set; }

    public InjectFaultBody ToBody()
    {
        var parts = (Target ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new()
        {
            Kind = Kind ?? "",
            Target = parts switch
            {
                ["host", var host] => new() { Host = host },
                ["rack", var zone, var rack] => new() { Zone = zone, Rack = rack },
                ["zone", var zone] => new() { Zone = zone },
                _ => null,
            },
            DurationSeconds = (int?)Number(Duration),
            Rate = Number(Rate) / 100,
            Factor = Number(Factor),
            DelayMs = Number(DelayMs),
            Direction = string.IsNullOrEmpty(Direction) ? null : Direction,
            ClockRate = Number(ClockRate),
            OffsetSeconds = Number(OffsetSeconds),
        };
    }

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
