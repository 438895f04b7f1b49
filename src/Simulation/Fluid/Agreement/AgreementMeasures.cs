namespace Cloud.Simulation.Fluid.Agreement;

/// <summary>What is compared for the guests of one kind, per guest.</summary>
/// <param name="Granted">Threads that it ran on, on average.</param>
/// <param name="StealShare">Share of the time that it wanted to run in which it waited for a thread.</param>
/// <param name="Throttled">Threads that stood still because of cpu.max, on average.</param>
/// <param name="Speed">Work per second on a thread.</param>
/// <param name="Exits">Exits per second.</param>
public readonly record struct AgreementMeasures(double Granted, double StealShare, double Throttled, double Speed, double Exits);
