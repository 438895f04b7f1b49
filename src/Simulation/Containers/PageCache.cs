using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Containers;

/// <summary>
/// The page cache of one host as far as container files go: pages by inode, so that whoever reads the same layer finds them there. The first
/// who touches a page is charged for it. Not thread-safe.
/// </summary>
public sealed class PageCache
{
    private readonly Dictionary<long, (long Pages, InstanceId ChargedTo)> _inodes = [];

    /// <summary>Reads up to <paramref name="bytes"/> of an inode; returns the pages that were there already.</summary>
    public long Read(long inode, long bytes, InstanceId reader)
    {
        var pages = PagesOf(bytes);
        if (!_inodes.TryGetValue(inode, out var there))
        {
            if (pages > 0) _inodes[inode] = (pages, reader);
            return 0;
        }

        if (pages > there.Pages) _inodes[inode] = (pages, there.ChargedTo);
        return Math.Min(there.Pages, pages);
    }

    /// <summary>Pages of an inode.</summary>
    public long Pages(long inode) => _inodes.TryGetValue(inode, out var there) ? there.Pages : 0;

    /// <summary>Bytes of all files of a tree that are in memory.</summary>
    public long BytesOf(OverlayNode tree) => (long)ModelUnits.PageBytes * tree.Descendants().Sum(entry => Pages(entry.Node.Inode));

    /// <summary>Bytes that a container is charged for.</summary>
    public long ChargedTo(InstanceId container) => (long)ModelUnits.PageBytes * _inodes.Values.Where(there => there.ChargedTo == container).Sum(there => there.Pages);

    /// <summary>The file is gone or another now.</summary>
    public void Drop(long inode) => _inodes.Remove(inode);

    /// <summary>The container is gone: pages that others may still read stay, charged to nobody.</summary>
    public void Orphan(InstanceId container)
    {
        foreach (var (inode, there) in _inodes.ToList())
        {
            if (there.ChargedTo == container) _inodes[inode] = (there.Pages, default);
        }
    }

    private static long PagesOf(long bytes) => (long)Math.Ceiling(bytes / ModelUnits.PageBytes);
}
