using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Simulation.Containers;

/// <summary>
/// The inside of one container. Its upper directory is on the host's disk and lives as long as the container; processes, namespaces and
/// control group are new with every start.
/// </summary>
internal sealed class InsideContainer
{
    /// <summary>Most entries of an upper directory that are modelled.</summary>
    public const int UpperEntriesMax = 4096;

    private readonly InsideHost _host;
    private int _boots = -1;

    public InsideContainer(InsideHost host, ContainerFact fact, int slot)
    {
        _host = host;
        Slot = slot;
        Fact = fact;
        Overlay = new(
            OverlayNode.Directory(), host.Layers.Acquire(fact.Manifest), fact.Settings.RedirectDirectories,
            new(UpperLimitBytes, UpperEntriesMax))
        { FirstInode = (slot + 1L) << 32 };
        Update(fact);
    }

    public ContainerFact Fact { get; private set; }

    /// <summary>Which container of its host it is, counted since the host was first asked.</summary>
    public int Slot { get; }

    public OverlayFileSystem Overlay { get; }

    /// <summary>The values written to its control group.</summary>
    public ControlSettings Controls { get; private set; } = new();

    public uint FirstNamespace { get; private set; }

    public IReadOnlyList<ProcessRow> Processes { get; private set; } = [];

    public IReadOnlyList<UserMapRow> UserMap => ContainerNamespaces.UserMap(Fact.Settings, Slot);

    public ContainerMeter Meter => _host.Meters.Read(Fact.Id) ?? default;

    /// <summary>Disk that the flavor leaves for the upper directory.</summary>
    public long UpperLimitBytes => Fact.Shape.DiskGib * (1L << 30);

    /// <summary>Bytes that it comes back to all the time: reclaim cannot go below.</summary>
    public long UnreclaimableBytes => (long)(Fact.Shape.MemoryMib * (1L << 20) * ImageLoad.Of(Fact.Manifest.Image.Value).WorkingSet);

    /// <summary>Takes over what the host knows now; a start since the last time makes everything but the files new.</summary>
    public void Update(ContainerFact fact)
    {
        Fact = fact;
        if (!fact.Running)
        {
            Processes = [];
            return;
        }

        if (_boots == fact.Boots && Processes.Count > 0) return;
        _boots = fact.Boots;
        FirstNamespace = _host.NextNamespaces();
        Processes = ContainerProcesses.Of(fact, UserMap, _host.NextPids());
        Write(ControlSettings.Of(fact.Shape));
        ReadProgram();
    }

    /// <summary>New values of the control group take effect in the live model.</summary>
    public void Write(ControlSettings settings)
    {
        Controls = settings;
        _host.Meters.Limit(Fact.Id, settings.Limits);
    }

    public IReadOnlyList<ControlFile> ControlFilesNow() => ControlFiles.All(new(
        Controls, Meter, _host.Cache.ChargedTo(Fact.Id), [.. ContainerProcesses.Members(Processes, Fact.Settings)],
        ContainerProcesses.Tasks(Processes, Fact.Settings), _host.CpuList(Fact), InsideHost.NumaList(Fact)));

    /// <summary>A start reads a small part of the image; what another container has read before is in memory already.</summary>
    private void ReadProgram()
    {
        foreach (var layer in Fact.Manifest.Layers)
        {
            foreach (var (_, node) in _host.Layers.Tree(layer.Digest).Descendants())
            {
                if (node.Kind == OverlayKind.File) _host.Cache.Read(node.Inode, (long)(node.Bytes * BootConstants.ReadShare), Fact.Id);
            }
        }
    }
}
