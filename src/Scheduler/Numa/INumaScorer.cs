using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Numa;

/// <summary>
/// An opinion on the NUMA nodes of the chosen host that have room for a part: larger is better, in any unit; the set with the largest sum is
/// taken, ties go to lower indexes. Pure and stateless. A profile without one follows its <see cref="NumaPreference"/>.
/// </summary>
public interface INumaScorer
{
    /// <summary>Stable name.</summary>
    string Name { get; }

    /// <param name="host">The host.</param>
    /// <param name="ask">The request.</param>
    /// <param name="numaNode">Index of a NUMA node that has room for the part.</param>
    /// <param name="vcpus">vCPUs of the part.</param>
    /// <param name="memoryMib">Memory of the part, MiB, with the overhead if it carries it.</param>
    /// <returns>A finite number.</returns>
    double Score(in HostView host, PlacementAsk ask, int numaNode, int vcpus, long memoryMib);
}
