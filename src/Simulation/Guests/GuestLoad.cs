namespace Cloud.Simulation.Guests;

/// <summary>What a guest asks for in one interval.</summary>
/// <param name="Cpu">Busy share of its vCPUs, 0 to 1.</param>
/// <param name="Activity">Its packets and disk operations relative to the most that its workload asks, 0 to 1.</param>
/// <param name="Touched">Share of its memory that it has touched, 0 to 1.</param>
public readonly record struct GuestLoad(double Cpu, double Activity, double Touched);
