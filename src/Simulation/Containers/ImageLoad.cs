namespace Cloud.Simulation.Containers;

/// <summary>
/// What a guest of an image does when nobody says otherwise [E]: a steady load that is busy enough to feel a limit and light enough to
/// leave its neighbours alone.
/// </summary>
/// <param name="Demand">Busy share of each vCPU.</param>
/// <param name="Touched">Share of its memory that it has touched.</param>
/// <param name="WorkingSet">Share of its memory that it comes back to.</param>
/// <param name="Operations">Disk operations per second.</param>
/// <param name="ReadFraction">Of them reads.</param>
/// <param name="Packets">Network packets per second.</param>
internal readonly record struct ImageLoad(double Demand, double Touched, double WorkingSet, double Operations, double ReadFraction, double Packets)
{
    public static ImageLoad Of(string image) => image switch
    {
        "nginx" => new(0.35, 0.4, 0.2, 20, 0.9, 4_000),
        "postgres" => new(0.45, 0.7, 0.5, 400, 0.7, 1_500),
        "dotnet-runtime" => new(0.4, 0.5, 0.35, 10, 0.5, 1_000),
        "busybox" => new(0.02, 0.1, 0.05, 0, 1, 0),
        _ => new(0.2, 0.5, 0.25, 20, 0.7, 200),
    };
}
