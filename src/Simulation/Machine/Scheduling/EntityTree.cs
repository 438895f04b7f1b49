namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>
/// The red-black tree of a run queue: intrusive, ordered by <see cref="SchedEntity.Key"/> with ties to the right, its
/// leftmost entity cached. When augmented, every node knows the least virtual run time below it, so that EEVDF finds the
/// earliest eligible deadline in one descent.
/// </summary>
internal sealed partial class EntityTree(bool augmented)
{
    public SchedEntity? Root { get; private set; }

    public SchedEntity? Leftmost { get; private set; }

    public int Count { get; private set; }

    public void Insert(SchedEntity entity)
    {
        SchedEntity? parent = null;
        var node = Root;
        var goesLeft = false;
        var leftmost = true;
        while (node is not null)
        {
            parent = node;
            goesLeft = entity.Key - node.Key < 0;
            if (!goesLeft) leftmost = false;
            node = goesLeft ? node.Left : node.Right;
        }

        entity.Parent = parent;
        entity.Left = null;
        entity.Right = null;
        entity.Red = true;
        if (parent is null) Root = entity;
        else if (goesLeft) parent.Left = entity;
        else parent.Right = entity;
        if (leftmost) Leftmost = entity;
        Count++;
        if (augmented)
        {
            entity.SubtreeMinVruntime = entity.Vruntime;
            for (var p = parent; p is not null && entity.Vruntime - p.SubtreeMinVruntime < 0; p = p.Parent)
                p.SubtreeMinVruntime = entity.Vruntime;
        }

        FixInsert(entity);
    }

    public void Remove(SchedEntity entity)
    {
        if (Leftmost == entity) Leftmost = Next(entity);
        Count--;
        SchedEntity? child;
        SchedEntity? hole;
        bool removedRed;
        if (entity.Left is null || entity.Right is null)
        {
            child = entity.Left ?? entity.Right;
            hole = entity.Parent;
            removedRed = entity.Red;
            Replace(entity, child);
        }
        else
        {
            var successor = Least(entity.Right);
            removedRed = successor.Red;
            child = successor.Right;
            hole = successor;
            if (successor.Parent != entity)
            {
                hole = successor.Parent;
                Replace(successor, child);
                successor.Right = entity.Right;
                successor.Right.Parent = successor;
            }

            Replace(entity, successor);
            successor.Left = entity.Left;
            successor.Left.Parent = successor;
            successor.Red = entity.Red;
        }

        if (augmented)
        {
            for (var p = hole; p is not null; p = p.Parent) Augment(p);
        }

        if (!removedRed) FixRemove(child, hole);
    }

    /// <summary>The entity after this one in order.</summary>
    public static SchedEntity? Next(SchedEntity entity)
    {
        if (entity.Right is not null) return Least(entity.Right);
        var node = entity;
        while (node.Parent is not null && node.Parent.Right == node) node = node.Parent;
        return node.Parent;
    }

    private static SchedEntity Least(SchedEntity node)
    {
        while (node.Left is not null) node = node.Left;
        return node;
    }

    private static void Augment(SchedEntity node)
    {
        var least = node.Vruntime;
        if (node.Left is not null && node.Left.SubtreeMinVruntime - least < 0) least = node.Left.SubtreeMinVruntime;
        if (node.Right is not null && node.Right.SubtreeMinVruntime - least < 0) least = node.Right.SubtreeMinVruntime;
        node.SubtreeMinVruntime = least;
    }

    private void Replace(SchedEntity old, SchedEntity? by)
    {
        var parent = old.Parent;
        if (parent is null) Root = by;
        else if (parent.Left == old) parent.Left = by;
        else parent.Right = by;
        if (by is not null) by.Parent = parent;
    }
}
