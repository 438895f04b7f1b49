using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// The order in which a search takes hosts, told from their keys. It may only merge what <see cref="HostKey.IsBetter"/> tells apart, never turn
/// it round: a node of the tree is then no worse than its children. Implemented by structs, so that the search pays for no call.
/// </summary>
internal interface IKeyOrder
{
    bool IsBetter(ReadOnlySpan<double> key, ReadOnlySpan<double> other);
}

/// <summary>The order of the profile.</summary>
internal readonly struct KeyOrder : IKeyOrder
{
    public bool IsBetter(ReadOnlySpan<double> key, ReadOnlySpan<double> other) => HostKey.IsBetter(key, other);
}
