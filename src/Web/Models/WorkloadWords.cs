using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Web.Models;

/// <summary>Says what a guest does.</summary>
public static class WorkloadWords
{
    /// <summary>To choose from when launching; a schedule is given to the API or the command line.</summary>
    public static IReadOnlyList<(string Value, string Text)> Choices { get; } =
    [
        ("", "The usual: a database in a VM, else a web server"), ("idle", "Nothing: it idles"), ("web", "A web server: requests follow the day"), ("database", "A database: transactions, memory and disk"),
        ("batch", "Batch jobs at full speed, with pauses"), ("memory_hog", "Something that fills its memory"), ("network_function", "A network function: forwards packets"),
    ];

    public static bool HasRate(string kind) => kind is "web" or "database" or "network_function";

    /// <summary>In words, with its rate or its points.</summary>
    public static string Title(WorkloadBody workload) => workload.Kind switch
    {
        "idle" => "Nothing: it idles",
        "web" => "Web server" + Rate(workload, "requests"),
        "database" => "Database" + Rate(workload, "transactions"),
        "batch" => "Batch jobs",
        "memory_hog" => "Memory hog",
        "network_function" => "Network function" + Rate(workload, "packets"),
        "schedule" => $"Schedule of {Show.Number(workload.Points?.Count ?? 0)} points",
        _ => workload.Kind,
    };

    /// <summary>As option of the <c>cloud</c> command.</summary>
    public static IEnumerable<string> Options(WorkloadBody? workload) => workload is null ? []
        : ["--workload", workload.RatePerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{workload.Kind},rate={rate}") : workload.Kind];

    private static string Rate(WorkloadBody workload, string unit) =>
        workload.RatePerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $", {rate:#,0.###} {unit}/s") : "";
}
