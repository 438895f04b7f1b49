namespace Cloud.Simulation.Machine.Programs;

/// <summary>A program as a list of steps; running past the end starts again at the first one.</summary>
public sealed class OpProgram : IOpSource
{
    private const int StepsMax = 10_000;
    private readonly Op[] _ops;

    /// <summary>Creates a program and checks its jumps.</summary>
    public OpProgram(params ReadOnlySpan<Op> ops)
    {
        if (ops.IsEmpty) throw new ArgumentException("A program needs a step.", nameof(ops));
        foreach (var op in ops)
        {
            var jumps = op.Kind is OpKind.Jump or OpKind.Repeat or OpKind.JumpIfTag;
            if (jumps && (uint)op.Target >= (uint)ops.Length)
                throw new ArgumentException($"A step jumps to {op.Target}, but the program has {ops.Length} steps.", nameof(ops));
        }

        _ops = ops.ToArray();
    }

    /// <inheritdoc/>
    public Op Next(ProgramCursor cursor)
    {
        for (var step = 0; step < StepsMax; step++)
        {
            if (cursor.Position >= _ops.Length) cursor.Position = 0;
            var op = _ops[cursor.Position];
            switch (op.Kind)
            {
                case OpKind.Jump:
                    cursor.Position = op.Target;
                    break;
                case OpKind.JumpIfTag:
                    cursor.Position = cursor.Tag == op.A ? op.Target : cursor.Position + 1;
                    break;
                case OpKind.Repeat:
                    Repeat(cursor, op);
                    break;
                default:
                    cursor.Position++;
                    return op;
            }
        }

        throw new InvalidOperationException($"The program jumped {StepsMax} times without doing anything.");
    }

    private static void Repeat(ProgramCursor cursor, Op op)
    {
        var left = cursor.TurnsLeft < 0 ? op.A : cursor.TurnsLeft;
        cursor.TurnsLeft = left - 1;
        cursor.Position = left > 0 ? op.Target : cursor.Position + 1;
    }
}
