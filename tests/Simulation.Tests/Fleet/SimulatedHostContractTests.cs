using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Tests.Fleet;

/// <summary>The simulated host keeps the contract.</summary>
public sealed class SimulatedHostContractTests : HostContract
{
    protected override IHostUnderContract NewHost() => new Host();

    private sealed class Host : IHostUnderContract
    {
        private readonly EventLoop _loop = new();
        private readonly SimulatedFleet _fleet;
        private readonly ReportLog _log = new();

        public Host() => _fleet = new(_loop, [Worlds.Host(1)], Worlds.Pools, new());

        public HostId Id { get; } = Worlds.Host(1).Id;

        public void Send(HostCommand command) => _fleet.Send([command]);

        public IReadOnlyList<HostReport> Settle() => Run(() => _loop.Pending == 0);

        public IReadOnlyList<HostReport> UntilBooting() => Run(() => _log.Reports.Exists(report => report.Observed is ObservedPower.Booting));

        private List<HostReport> Run(Func<bool> done)
        {
            _fleet.Advance(_fleet.NowNs);
            _fleet.Deliver(_log);
            while (!done())
            {
                _fleet.Advance(_fleet.NextAtNs);
                _fleet.Deliver(_log);
            }

            var said = _log.Reports.ToList();
            _log.Reports.Clear();
            return said;
        }
    }
}
