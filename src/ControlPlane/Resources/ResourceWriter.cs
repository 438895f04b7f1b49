using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;

namespace Cloud.ControlPlane.Resources;

/// <summary>Lets the region's writer decide about resources, and remembers the answer with the change.</summary>
public sealed class ResourceWriter(CellWriter writer, CallContext context, IIdSource ids, ISecretProtector protector)
{
    /// <summary>Creates what <paramref name="make"/> returns, or refuses with its problem.</summary>
    public Task<Outcome<T>> CreateAsync<T>(Func<ResourceBirth, ClusterState, Outcome<T>> make)
        where T : ResourceRecord
    {
        var id = new Domain.Identity.ResourceId(ids.Next());
        return DecideAsync((state, changes, now) =>
            make(new(id, Actor, now), state).TryGet(out var resource, out var problem) ? ResourcePlanner.Create(state, changes, resource) : problem);
    }

    /// <summary>Changes a resource; <paramref name="said"/> completes the sentence "The network web …".</summary>
    public Task<Outcome<T>> ChangeAsync<T>(ResourceKey key, Func<T, ClusterState, Outcome<T>> change, string said)
        where T : ResourceRecord =>
        DecideAsync((state, changes, now) => ResourcePlanner.Change<T>(state, changes, key, Actor, now, resource => change(resource, state), said));

    public Task<Outcome<Done>> DeleteAsync(ResourceKey key) =>
        DecideAsync((state, changes, now) => ResourcePlanner.Delete(state, changes, key, Actor, now));

    /// <summary>Any decision whose answer is remembered with it.</summary>
    public Task<Outcome<T>> DecideAsync<T>(Func<ClusterState, ChangeSet, DateTimeOffset, Outcome<T>> decide)
    {
        var pending = context.Pending;
        return writer.DecideAsync((state, changes, now) =>
        {
            var outcome = decide(state, changes, now);
            if (pending is not null && outcome.TryGet(out var value, out _))
                changes.Remember(RememberedJson.Record(pending, value, protector, now));
            return outcome;
        });
    }

    private Domain.Identity.UserId Actor => context.RequiredCaller.User;
}
