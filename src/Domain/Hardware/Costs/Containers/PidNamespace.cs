namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>
/// A tree of process namespaces: a process has one number per level, and when the first process of a namespace dies, all of it dies.
/// A model for looking inside; mutable, one owner.
/// </summary>
public sealed class PidNamespace
{
    private readonly SortedDictionary<int, PidProcess> _processes = [];
    private int _next;

    /// <summary>The root namespace, or a child of <paramref name="parent"/>; numbers begin at <paramref name="first"/> where others are taken already.</summary>
    public PidNamespace(PidNamespace? parent = null, int first = 1)
    {
        _next = first;
        Parent = parent;
        Level = parent is null ? 0 : parent.Level + 1;
        if (Level > ContainerConstants.PidLevels) throw new ArgumentException($"Process namespaces nest at most {ContainerConstants.PidLevels.Value} deep.", nameof(parent));
    }

    /// <summary>The namespace around this one, or null at the root.</summary>
    public PidNamespace? Parent { get; }

    /// <summary>Depth; the root is 0.</summary>
    public int Level { get; }

    /// <summary>Numbers visible here, ascending: what ps shows.</summary>
    public IReadOnlyList<int> Visible => [.. _processes.Keys];

    /// <summary>Starts a process here; it also gets a number in every namespace around.</summary>
    public PidProcess Fork()
    {
        var numbers = new int[Level + 1];
        var process = new PidProcess(this, numbers);
        for (var at = this; at is not null; at = at.Parent)
        {
            numbers[at.Level] = at._next++;
            at._processes.Add(numbers[at.Level], process);
        }

        return process;
    }

    /// <summary>Ends the process with this number. Ending number 1 ends everything in its namespace and below. Returns how many ended.</summary>
    public int Kill(int number)
    {
        if (!_processes.TryGetValue(number, out var process)) return 0;
        var home = process.Home;
        if (process.Numbers[home.Level] != 1) return Remove(process);
        var ended = 0;
        foreach (var victim in home._processes.Values.ToArray()) ended += Remove(victim);
        return ended;
    }

    private static int Remove(PidProcess process)
    {
        var removed = false;
        for (var at = process.Home; at is not null; at = at.Parent) removed |= at._processes.Remove(process.Numbers[at.Level]);
        return removed ? 1 : 0;
    }
}

/// <summary>A process: the namespace it lives in and its number on every level, root first.</summary>
public sealed record PidProcess(PidNamespace Home, IReadOnlyList<int> Numbers);
