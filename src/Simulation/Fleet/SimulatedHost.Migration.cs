using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Fleet;

/// <summary>A host's part in migrations: it holds places for guests that come, and hands over guests that go.</summary>
internal sealed partial class SimulatedHost
{
    /// <summary>Bytes per second of a network card, as MiB/s for each Gbit/s.</summary>
    private const double MibPerGbit = 1e9 / 8 / (1024 * 1024);

    /// <summary>Where memory travels between hosts.</summary>
    public MigrationNetwork Network { get; }

    /// <summary>What its card carries, MiB/s.</summary>
    public double NicMibPerSecond => _nicGbitPerSecond * MibPerGbit;

    /// <summary>The instance if this host holds it.</summary>
    public SimulatedGuest? Guest(InstanceId instance) => _guests.GetValueOrDefault(instance);

    private void Prepare(PrepareIncoming prepare)
    {
        if (!_guests.TryGetValue(prepare.Instance, out var guest))
        {
            if (_removed.TryGetValue(prepare.Instance, out var removed) && prepare.Generation <= removed) return;
            guest = new(this, prepare.Held);
            _guests.Add(prepare.Instance, guest);
        }

        if (prepare.Generation >= guest.Generation) guest.Prepare(prepare);
    }

    private void HandOver(MigrateOut migrate)
    {
        if (_guests.TryGetValue(migrate.Instance, out var guest))
        {
            if (migrate.Generation >= guest.Generation) guest.HandOver(migrate);
            return;
        }

        if (!_removed.TryGetValue(migrate.Instance, out var removed) || removed < migrate.Generation)
            Report(new(Id, migrate.Instance, migrate.Generation, Domain.Iaas.ObservedPower.Absent, 100, null, [], null));
    }
}
