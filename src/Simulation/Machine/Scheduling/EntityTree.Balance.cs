namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>Rotations and recolouring (Cormen et al., Introduction to Algorithms, chapter 13, with null leaves).</summary>
internal sealed partial class EntityTree
{
    private void FixInsert(SchedEntity node)
    {
        while (node.Parent is { Red: true } parent)
        {
            var grand = parent.Parent!;
            var parentIsLeft = grand.Left == parent;
            var uncle = parentIsLeft ? grand.Right : grand.Left;
            if (uncle is { Red: true })
            {
                parent.Red = false;
                uncle.Red = false;
                grand.Red = true;
                node = grand;
                continue;
            }

            if (node == (parentIsLeft ? parent.Right : parent.Left))
            {
                Rotate(parent, toLeft: parentIsLeft);
                parent = node;
            }

            parent.Red = false;
            grand.Red = true;
            Rotate(grand, toLeft: !parentIsLeft);
            break;
        }

        Root!.Red = false;
    }

    private void FixRemove(SchedEntity? node, SchedEntity? parent)
    {
        while (parent is not null && node is not { Red: true })
        {
            var isLeft = parent.Left == node;
            var sibling = (isLeft ? parent.Right : parent.Left)!;
            if (sibling.Red)
            {
                sibling.Red = false;
                parent.Red = true;
                Rotate(parent, toLeft: isLeft);
                sibling = (isLeft ? parent.Right : parent.Left)!;
            }

            var near = isLeft ? sibling.Left : sibling.Right;
            var far = isLeft ? sibling.Right : sibling.Left;
            if (near is not { Red: true } && far is not { Red: true })
            {
                sibling.Red = true;
                node = parent;
                parent = node.Parent;
                continue;
            }

            if (far is not { Red: true })
            {
                near!.Red = false;
                sibling.Red = true;
                Rotate(sibling, toLeft: !isLeft);
                far = sibling;
                sibling = near;
            }

            sibling.Red = parent.Red;
            parent.Red = false;
            far.Red = false;
            Rotate(parent, toLeft: isLeft);
            return;
        }

        if (node is not null) node.Red = false;
    }

    private void Rotate(SchedEntity node, bool toLeft)
    {
        var up = (toLeft ? node.Right : node.Left)!;
        var inner = toLeft ? up.Left : up.Right;
        Replace(node, up);
        if (toLeft)
        {
            node.Right = inner;
            up.Left = node;
        }
        else
        {
            node.Left = inner;
            up.Right = node;
        }

        if (inner is not null) inner.Parent = node;
        node.Parent = up;
        if (!augmented) return;
        Augment(node);
        Augment(up);
    }
}
