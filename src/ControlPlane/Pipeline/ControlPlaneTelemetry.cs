using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cloud.ControlPlane.Pipeline;

/// <summary>How the control plane watches itself: a source of spans and a meter that collectors subscribe to by name. Costs nothing while nobody listens.</summary>
public static class ControlPlaneTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string SourceName = "Cloud.ControlPlane";

    public static ActivitySource Source { get; } = new(SourceName);

    public static Meter Meter { get; } = new(SourceName);

    /// <summary>Seconds that a use case took, by name and by the kind of its refusal.</summary>
    internal static Histogram<double> UseCaseDuration { get; } = Meter.CreateHistogram<double>("cloud.use_case.duration", "s", "Duration of a use case");

    /// <summary>Seconds from taking a batch to its answers.</summary>
    internal static Histogram<double> BatchDuration { get; } = Meter.CreateHistogram<double>("cloud.writer.batch.duration", "s", "Duration of a batch of the writer, its commit included");

    internal static Histogram<int> BatchItems { get; } = Meter.CreateHistogram<int>("cloud.writer.batch.items", "{item}", "Decisions and reports of a batch");

    internal static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram<double>("cloud.store.commit.duration", "s", "Duration of the transaction that makes a batch durable");

    internal static Counter<long> Events { get; } = Meter.CreateCounter<long>("cloud.events", "{event}", "Events that were committed");

    internal static Counter<long> HostCommands { get; } = Meter.CreateCounter<long>("cloud.host.commands", "{command}", "Commands sent to hosts, by kind");

    internal static Counter<long> FailedBatches { get; } = Meter.CreateCounter<long>("cloud.writer.batch.failures", "{batch}", "Batches that could not be made durable");
}
