namespace Cloud.Simulation.Guests;

/// <summary>What a recorded machine used over a day, sample by sample; it begins again at midnight.</summary>
/// <param name="Cpu">Percents of its vCPUs.</param>
/// <param name="Memory">Percents of its memory; null when it was not recorded.</param>
public sealed record Recording(byte[] Cpu, byte[]? Memory)
{
    /// <summary>Touched share where memory was not recorded [E]: the mean of the machines of a cluster.</summary>
    private const double UnknownMemory = 0.5;

    public GuestLoad At(double seconds)
    {
        var at = (int)(seconds / 86_400 * Cpu.Length % Cpu.Length);
        return new(Cpu[at] / 100.0, 0, Memory is { } memory ? memory[at] / 100.0 : UnknownMemory);
    }
}
