using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Domain.Identity;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// The network between hosts as migrations see it: each card is shared equally by the streams that use it, a stream gets the smaller of its two
/// shares, and no more than one thread can send.
/// </summary>
internal sealed class MigrationNetwork(EventLoop loop, Func<HostId, SimulatedHost?> find)
{
    /// <summary>Most that one stream sends, MiB/s.</summary>
    private const double StreamMibPerSecond = 1e9 / (1024 * 1024);

    private readonly List<MigrationStream> _streams = [];

    public EventLoop Loop => loop;

    public SimulatedHost? Find(HostId host) => find(host);

    /// <summary>One stream more: those that share a card with it become slower.</summary>
    public void Add(MigrationStream stream)
    {
        _streams.Add(stream);
        Share(stream);
    }

    /// <summary>One stream less.</summary>
    public void Remove(MigrationStream stream)
    {
        if (_streams.Remove(stream)) Share(stream);
    }

    /// <summary>What a stream gets now, MiB/s.</summary>
    public double Rate(MigrationStream stream)
    {
        var rate = Math.Min(stream.Source.NicMibPerSecond / On(stream.Source), stream.Destination.NicMibPerSecond / On(stream.Destination));
        rate = Math.Min(rate, MigrationConstants.StreamGBs * StreamMibPerSecond);
        if (stream.Options.MibPerSecond is { } most) rate = Math.Min(rate, most);
        return rate / Math.Max(stream.Source.Slowness, stream.Destination.Slowness);
    }

    private int On(SimulatedHost host)
    {
        var streams = 0;
        foreach (var stream in _streams)
        {
            if (ReferenceEquals(stream.Source, host) || ReferenceEquals(stream.Destination, host)) streams++;
        }

        return Math.Max(1, streams);
    }

    private void Share(MigrationStream changed)
    {
        foreach (var stream in _streams)
        {
            if (ReferenceEquals(stream.Source, changed.Source) || ReferenceEquals(stream.Source, changed.Destination)
                || ReferenceEquals(stream.Destination, changed.Source) || ReferenceEquals(stream.Destination, changed.Destination))
            {
                stream.Retime();
            }
        }
    }
}
