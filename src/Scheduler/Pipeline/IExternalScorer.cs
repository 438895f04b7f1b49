namespace Cloud.Scheduler.Pipeline;

/// <summary>
/// An opinion that was formed elsewhere (a user's script, a service, a person) from <see cref="HostFacts"/>, and is only looked up here: the
/// scheduler runs no foreign code. It has a finite number for every host, and so cannot fail; whoever made it dealt with failures.
/// </summary>
public interface IExternalScorer : IHostScorer
{
    /// <summary>Always more than the scheduler knows of.</summary>
    PolicyInputs IHostScorer.Inputs => PolicyInputs.Anything;
}
