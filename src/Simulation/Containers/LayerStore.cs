using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Iaas.Images;

namespace Cloud.Simulation.Containers;

/// <summary>
/// The read-only layers of one host, each held once under its digest and counted. A layer nobody uses any more stays until it is pruned, so
/// that the next container of its image need not fetch it. Not thread-safe.
/// </summary>
public sealed class LayerStore
{
    private readonly SortedDictionary<LayerDigest, Held> _layers = [];
    private long _nextInode = 1;

    /// <summary>Layers on disk.</summary>
    public int Count => _layers.Count;

    /// <summary>Bytes on disk.</summary>
    public long Bytes => _layers.Values.Sum(held => held.Layer.Bytes);

    /// <summary>Bytes that would be on disk if every container had copies of its own.</summary>
    public long BytesIfCopied => _layers.Values.Sum(held => held.Layer.Bytes * held.Uses);

    /// <summary>Counts one more user of every layer and returns their trees, topmost first, as a union stacks them.</summary>
    public IReadOnlyList<OverlayNode> Acquire(ImageManifest manifest)
    {
        var trees = new List<OverlayNode>();
        foreach (var layer in manifest.Layers)
        {
            if (!_layers.TryGetValue(layer.Digest, out var held)) _layers.Add(layer.Digest, held = new(layer, Unpack(layer)));
            held.Uses++;
            trees.Add(held.Tree);
        }

        trees.Reverse();
        return trees;
    }

    /// <summary>Counts one user less of every layer. Throws when there is none: a count below zero is a defect.</summary>
    public void Release(ImageManifest manifest)
    {
        foreach (var layer in manifest.Layers)
        {
            if (!_layers.TryGetValue(layer.Digest, out var held) || held.Uses == 0) throw new InvalidOperationException($"Layer {layer.Digest.Short} is released more often than acquired.");
            held.Uses--;
        }
    }

    /// <summary>Forgets the layers that nobody uses; returns how many bytes that frees.</summary>
    public long Prune()
    {
        var unused = _layers.Values.Where(held => held.Uses == 0).ToList();
        foreach (var held in unused) _layers.Remove(held.Layer.Digest);
        return unused.Sum(held => held.Layer.Bytes);
    }

    /// <summary>How many use a layer; 0 when it is not here.</summary>
    public int Uses(LayerDigest digest) => _layers.TryGetValue(digest, out var held) ? held.Uses : 0;

    /// <summary>The tree of a layer that is here.</summary>
    public OverlayNode Tree(LayerDigest digest) => _layers[digest].Tree;

    private OverlayNode Unpack(ImageLayer layer)
    {
        var root = OverlayNode.Directory();
        root.Inode = _nextInode++;
        foreach (var entry in layer.Entries)
        {
            var node = entry.Kind switch
            {
                LayerEntryKind.Directory => OverlayNode.Directory(),
                LayerEntryKind.File => OverlayNode.File(entry.Bytes, entry.Text),
                LayerEntryKind.Whiteout => OverlayNode.Whiteout(),
            };
            node.Mode = entry.Mode;
            root.With(entry.Path, node);
        }

        foreach (var (_, node) in root.Descendants()) node.Inode = _nextInode++;
        return root;
    }

    private sealed class Held(ImageLayer layer, OverlayNode tree)
    {
        public ImageLayer Layer { get; } = layer;

        public OverlayNode Tree { get; } = tree;

        public int Uses { get; set; }
    }
}
