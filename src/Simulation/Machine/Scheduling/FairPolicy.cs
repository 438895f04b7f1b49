namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>
/// Rules of a fair scheduling class over one run queue. The machine walks the group hierarchy; a policy only sees one level.
/// Policies keep no state of their own.
/// </summary>
internal abstract class FairPolicy
{
    /// <summary>Whether trees must know the least virtual run time of each subtree.</summary>
    public abstract bool Augmented { get; }

    /// <summary>Charges run time to the current entity. True when it has used up its slice and others wait.</summary>
    public abstract bool Charge(RunQueue queue, SchedEntity current, long deltaNs);

    /// <summary>Decides at a tick whether the current entity must make room.</summary>
    public abstract bool TickPreempts(RunQueue queue, SchedEntity current);

    /// <summary>Decides whether an entity that woke up takes the place of the current one, on the same queue.</summary>
    public abstract bool WakeupPreempts(RunQueue queue, SchedEntity current, SchedEntity woken);

    /// <summary>The entity to run next, the current one included if it is still on the queue.</summary>
    public abstract SchedEntity? Pick(RunQueue queue);

    /// <summary>The current entity gives way once.</summary>
    public abstract void Yield(RunQueue queue, SchedEntity current);

    public void Enqueue(RunQueue queue, SchedEntity entity, EnqueueKind kind)
    {
        Place(queue, entity, kind);
        Account(queue, entity.Weight);
        queue.Entities++;
        entity.OnQueue = true;
        if (queue.Current != entity) ToTree(queue, entity);
    }

    public void Dequeue(RunQueue queue, SchedEntity entity, bool migrates)
    {
        Leaving(queue, entity);
        if (migrates) Detach(queue, entity);
        if (queue.NextBuddy == entity) queue.NextBuddy = null;
        if (queue.SkipBuddy == entity) queue.SkipBuddy = null;
        if (queue.Current != entity) FromTree(queue, entity);
        Account(queue, -entity.Weight);
        queue.Entities--;
        entity.OnQueue = false;
        UpdateMinimum(queue);
    }

    /// <summary>Takes an entity out of the tree to run it.</summary>
    public virtual void SetCurrent(RunQueue queue, SchedEntity entity)
    {
        if (queue.NextBuddy == entity) queue.NextBuddy = null;
        if (queue.SkipBuddy is not null && queue.SkipBuddy != entity) queue.SkipBuddy = null;
        if (queue.Current != entity)
        {
            FromTree(queue, entity);
            queue.Current = entity;
        }

        entity.SliceStartExecNs = entity.SumExecNs;
    }

    /// <summary>Puts the entity that ran back into the tree, if it is still runnable.</summary>
    public void PutPrevious(RunQueue queue, SchedEntity entity)
    {
        queue.Current = null;
        if (entity.OnQueue) ToTree(queue, entity);
    }

    /// <summary>Changes the weight of an entity in place.</summary>
    public virtual void Reweigh(RunQueue queue, SchedEntity entity, int weight)
    {
        if (entity.OnQueue) Account(queue, weight - entity.Weight);
        entity.SetWeight(weight, LoadWeight.InverseOf(weight));
    }

    /// <summary>Makes an entity independent of the queue that it leaves for another one.</summary>
    public virtual void Detach(RunQueue queue, SchedEntity entity)
    {
    }

    protected abstract void Place(RunQueue queue, SchedEntity entity, EnqueueKind kind);

    protected virtual void Leaving(RunQueue queue, SchedEntity entity)
    {
    }

    protected abstract void UpdateMinimum(RunQueue queue);

    protected abstract long KeyOf(SchedEntity entity);

    protected virtual void ToTree(RunQueue queue, SchedEntity entity)
    {
        entity.Key = KeyOf(entity);
        queue.Tree.Insert(entity);
    }

    protected virtual void FromTree(RunQueue queue, SchedEntity entity) => queue.Tree.Remove(entity);

    protected static void Account(RunQueue queue, long weight)
    {
        queue.Load += weight;
        queue.Group.Load += weight;
    }
}
