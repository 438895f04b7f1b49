using System.Runtime.InteropServices;

namespace Cloud.Simulation.Engine;

/// <summary>
/// Names one scheduled event. Slots are pooled, so a handle carries the generation of its slot: a handle whose event has
/// run or was cancelled never names a later event. The default value names no event.
/// </summary>
/// <param name="Slot">Index of the pooled slot.</param>
/// <param name="Generation">Generation of the slot; odd while an event occupies it, so 0 never matches.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventHandle(int Slot, int Generation);
