using Cloud.Domain.Hardware.Costs.Fluid;
using Cloud.Domain.Hardware.Costs.Memory;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>Network and disk (10): who gets how much of the devices, how long an operation takes, what the host's processors do for it.</summary>
internal sealed partial class FluidSolver
{
    private void Devices()
    {
        var scale = Backends();
        Network(scale);
        Disks(scale);
    }

    /// <summary>Shares out the devices and adds up the backends; below 1 when these would need more of the host than they may have.</summary>
    private double Backends()
    {
        var packets = Column(C.Packets);
        var operations = Column(C.DiskOperations);
        ShareNetwork(packets);
        ShareDisks(operations);
        ReadOnlySpan<double> packetSeconds = Column(C.PacketHostSeconds), diskSeconds = Column(C.DiskHostSeconds), polls = Column(C.PollCores);
        double work = 0, poll = 0;
        for (var i = 0; i < _rows; i++)
        {
            work += (packets[i] * packetSeconds[i]) + (operations[i] * diskSeconds[i]);
            poll = Math.Max(poll, polls[i]);
        }

        if (_platform.Options.SharesPages && Sum(Column(C.ShareTarget)) > 0) poll += PageSharing.ScanCpuFraction(ScanPages);
        var room = Rooms();
        var most = FluidConstants.BackendMax * room;
        var scale = work + poll <= most ? 1 : Math.Max(0, most - poll) / Math.Max(1e-12, work);
        _backendThreads = Math.Min(most, poll + (work * scale));
        for (var n = 0; n < _platform.NumaNodes; n++)
        {
            _backend[n] = room <= 0 ? 0 : _backendThreads * _room[n] / room;
            _pool[n] = _room[n] - _backend[n];
        }

        return scale;
    }

    /// <summary>Threads of each NUMA node that belong to nobody alone; returns their sum.</summary>
    private double Rooms()
    {
        ReadOnlySpan<double> own = Column(C.OwnThreads);
        var room = 0.0;
        for (var n = 0; n < _platform.NumaNodes; n++)
        {
            ReadOnlySpan<double> share = Column(C.CpuShare(n));
            double taken = 0;
            for (var i = 0; i < _rows; i++) taken += own[i] * share[i];
            _room[n] = Math.Max(0, _platform.ThreadsPerNode - taken);
            room += _room[n];
        }

        return room;
    }

    private void ShareNetwork(Span<double> packets)
    {
        ReadOnlySpan<double> demand = Column(C.PacketDemand), bits = Column(C.PacketBits);
        var wanted = _a.AsSpan(0, _rows);
        var total = 0.0;
        for (var i = 0; i < _rows; i++) total += wanted[i] = demand[i] * bits[i];
        var line = _platform.NetworkGbs * 1e9;
        if (total <= line)
        {
            demand.CopyTo(packets);
            _networkLoad = line <= 0 ? 0 : total / line;
            return;
        }

        var ones = _b.AsSpan(0, _rows);
        ones.Fill(1);
        var level = WaterFilling.Level(wanted, ones, line);
        for (var i = 0; i < _rows; i++) packets[i] = bits[i] <= 0 ? 0 : Math.Min(wanted[i], level) / bits[i];
        _networkLoad = line <= 0 ? 0 : 1;
    }

    private void ShareDisks(Span<double> operations)
    {
        ReadOnlySpan<double> demand = Column(C.DiskDemand), cost = Column(C.DiskCost), weights = Column(C.DiskWeight);
        var wanted = _a.AsSpan(0, _rows);
        var total = 0.0;
        for (var i = 0; i < _rows; i++) total += wanted[i] = demand[i] * cost[i];
        _diskLoad = Math.Min(1, total);
        if (total <= 1)
        {
            demand.CopyTo(operations);
            return;
        }

        var level = WaterFilling.Level(wanted, weights, 1);
        for (var i = 0; i < _rows; i++) operations[i] = cost[i] <= 0 ? 0 : WaterFilling.At(level, wanted[i], weights[i]) / cost[i];
    }

    // Its own backend queues by what the guest offers, the shared device by what all of them do.
    private void Network(double scale)
    {
        var wait = FluidPlatform.QueueWait(_networkLoad) / (Math.Max(1e-9, _platform.NetworkGbs) * 1e3);
        ReadOnlySpan<double> idle = Column(C.PacketUs), seconds = Column(C.PacketHostSeconds), bits = Column(C.PacketBits), demand = Column(C.PacketDemand);
        Span<double> packets = Column(C.Packets), latency = Column(C.NetworkLatencyUs);
        for (var i = 0; i < _rows; i++)
        {
            packets[i] *= scale;
            latency[i] = idle[i] + (wait * bits[i]) + (FluidPlatform.QueueWait(demand[i] * seconds[i]) * seconds[i] * 1e6);
        }

        _networkLoad *= scale;
    }

    private void Disks(double scale)
    {
        var wait = FluidPlatform.QueueWait(_diskLoad) * 1e6;
        ReadOnlySpan<double> idle = Column(C.DiskUs), seconds = Column(C.DiskHostSeconds), cost = Column(C.DiskCost), demand = Column(C.DiskDemand);
        Span<double> operations = Column(C.DiskOperations), latency = Column(C.DiskLatencyUs);
        for (var i = 0; i < _rows; i++)
        {
            operations[i] *= scale;
            latency[i] = idle[i] + (wait * cost[i]) + (FluidPlatform.QueueWait(demand[i] * seconds[i]) * seconds[i] * 1e6);
        }

        _diskLoad *= scale;
    }

    private static double ScanPages => PageSharing.ScanPagesPerSecond(ReclaimConstants.KsmPages, ReclaimConstants.KsmSleepMs);
}
