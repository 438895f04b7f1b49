using System.Buffers.Binary;
using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Identity;
using Cloud.Simulation.Containers;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Guests;

/// <summary>A guest that runs, between the host protocol and the fluid model.</summary>
internal sealed class LiveGuest
{
    public LiveGuest(in RunningGuest running, double upSince, Recording? recorded)
    {
        (Command, Boots) = running;
        Recorded = recorded;
        UpSince = CountedSince = upSince;
        Key = KeyOf(Command.Instance);
    }

    public EnsureInstance Command { get; private set; }

    public InstanceId Instance => Command.Instance;

    public Workload Workload => Command.Workload ?? Workload.Default(Command.Kind);

    /// <summary>How often it was started.</summary>
    public int Boots { get; }

    public Recording? Recorded { get; }

    /// <summary>World seconds at which it became ready.</summary>
    public double UpSince { get; }

    /// <summary>Its id in the fluid model: by the instance's id alone, so that order and noise do not depend on who came first.</summary>
    public long Key { get; }

    /// <summary>Touched share of its memory that the fluid model was last told.</summary>
    public double Touched { get; set; } = -1;

    /// <summary>The point of its schedule that the fluid model was last told.</summary>
    public WorkloadPoint? Point { get; set; }

    /// <summary>What was written to its control group.</summary>
    public ContainerLimits Limits { get; set; } = ContainerLimits.None;

    /// <summary>What its control group has counted, once somebody looks.</summary>
    public ContainerMeter Meter { get; set; }

    /// <summary>Share of its drive operations that read.</summary>
    public double ReadFraction { get; set; }

    /// <summary>Thread seconds that it ran since the last report of its host.</summary>
    public double UsedSeconds { get; set; }

    /// <summary>World seconds since when <see cref="UsedSeconds"/> counts.</summary>
    public double CountedSince { get; set; }

    /// <summary>A newer command that changes nothing that is modelled.</summary>
    public void Follow(EnsureInstance command) => Command = command;

    public static long KeyOf(InstanceId instance)
    {
        Span<byte> bytes = stackalloc byte[16];
        instance.Value.TryWriteBytes(bytes);
        var (low, high) = (BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
        var z = low ^ (high * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (long)(z ^ (z >> 31));
    }
}
