using System.Globalization;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas.Workloads;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>What a workload may say. Each refusal names the field, what is wrong, and what would do.</summary>
internal static class WorkloadRules
{
    private const double Least = 0.001;

    /// <param name="workload">What is asked.</param>
    /// <param name="at">What stands before the names of its fields: <c>workload.</c>, or nothing where it is the whole body.</param>
    public static IEnumerable<FieldError> Check(Workload workload, string at = "workload.")
    {
        if (!WorkloadNames.Offered.Contains(workload.Kind))
            yield return new($"{at}kind", $"is '{workload.Kind.Name()}'", $"one of {string.Join(", ", WorkloadNames.Offered.Select(WorkloadNames.Name))}");
        foreach (var error in CheckRate(workload, at)) yield return error;
        foreach (var error in workload.Kind is WorkloadKind.Schedule ? CheckSchedule(workload, at) : CheckNoSchedule(workload, at)) yield return error;
    }

    private static IEnumerable<FieldError> CheckRate(Workload workload, string at)
    {
        if (workload.RatePerSecond is not { } rate) yield break;
        if (WorkloadShape.Of(workload.Kind).RatePerVcpu <= 0)
            yield return new($"{at}ratePerSecond", $"is given for {workload.Kind.Name()}", "nothing; web, database and network_function have a rate");
        else if (!(rate is >= Least and <= Workload.RateMax))
            yield return new($"{at}ratePerSecond", $"is {Text(rate)}", $"{Text(Least)} to {Text(Workload.RateMax)} per second");
    }

    private static IEnumerable<FieldError> CheckNoSchedule(Workload workload, string at)
    {
        if (workload.Points.Count > 0) yield return new($"{at}points", $"are given for {workload.Kind.Name()}", "nothing; only a schedule has points");
        if (workload.RepeatSeconds is not null) yield return new($"{at}repeatSeconds", $"is given for {workload.Kind.Name()}", "nothing; only a schedule repeats");
    }

    private static IEnumerable<FieldError> CheckSchedule(Workload workload, string at)
    {
        if (workload.RepeatSeconds is { } repeat && !(repeat is >= Workload.RepeatSecondsMin and <= Workload.RepeatSecondsMax))
            yield return new($"{at}repeatSeconds", $"is {Text(repeat)}", $"{Text(Workload.RepeatSecondsMin)} to {Text(Workload.RepeatSecondsMax)} seconds");
        if (workload.Points.Count is 0 or > Workload.PointsMax)
        {
            yield return new($"{at}points", $"has {workload.Points.Count} entries", $"1 to {Workload.PointsMax}");
            yield break;
        }

        var end = workload.RepeatSeconds ?? Workload.RepeatSecondsDefault;
        for (var index = 0; index < workload.Points.Count; index++)
        {
            var before = index == 0 ? (double?)null : workload.Points[index - 1].Seconds;
            foreach (var error in CheckPoint(workload.Points[index], before, end, $"{at}points[{index}]")) yield return error;
        }
    }

    private static IEnumerable<FieldError> CheckPoint(WorkloadPoint point, double? before, double end, string at)
    {
        if (before is null && point.Seconds != 0)
            yield return new($"{at}.seconds", $"is {Text(point.Seconds)}", "0: a schedule begins at its beginning");
        else if (before is { } last && !(point.Seconds > last && point.Seconds < end))
            yield return new($"{at}.seconds", $"is {Text(point.Seconds)}", $"above {Text(last)}, where the point before it stands, and below {Text(end)}, where the schedule begins again");
        if (!(point.Cpu is >= 0 and <= 1)) yield return new($"{at}.cpu", $"is {Text(point.Cpu)}", "0 to 1, a share of the vCPUs");
        if (!(point.Memory is >= 0 and <= 1)) yield return new($"{at}.memory", $"is {Text(point.Memory)}", "0 to 1, a share of the memory");
        if (!(point.PacketsPerSecond is >= 0 and <= Workload.RateMax))
            yield return new($"{at}.packetsPerSecond", $"is {Text(point.PacketsPerSecond)}", $"0 to {Text(Workload.RateMax)}");
        if (!(point.DiskOperationsPerSecond is >= 0 and <= Workload.RateMax))
            yield return new($"{at}.diskOperationsPerSecond", $"is {Text(point.DiskOperationsPerSecond)}", $"0 to {Text(Workload.RateMax)}");
    }

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
