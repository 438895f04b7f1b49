using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Writer;

internal static class Remembering
{
    /// <summary>
    /// Adds the answer to the batch that makes the change, so that both become durable together. A refusal is not remembered, and neither is
    /// the explanation: it is stored with the instance, and no answer shows it.
    /// </summary>
    public static Outcome<InstanceAccepted> Remember(
        this ChangeSet changes, PendingIdempotency? pending, Outcome<InstanceAccepted> outcome, ISecretProtector protector, DateTimeOffset now)
    {
        if (pending is not null && outcome.TryGet(out var accepted, out _))
        {
            var shown = accepted with { Instance = accepted.Instance with { Explanation = PlacementExplanation.None } };
            changes.Remember(RememberedJson.Record(pending, shown, protector, now));
        }

        return outcome;
    }
}
