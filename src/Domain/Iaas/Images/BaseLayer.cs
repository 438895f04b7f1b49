namespace Cloud.Domain.Iaas.Images;

/// <summary>The lowest layer of container images: a distribution without a kernel.</summary>
internal static class BaseLayer
{
    private static readonly string[] Binaries =
    [
        "lib/libc.so.6", "bin/sh", "lib/ld-linux.so.2", "bin/ls", "bin/cat", "bin/ps", "bin/id", "bin/mount", "usr/share/zoneinfo/tzdata",
    ];

    public static ImageLayer Of(string distribution, long bytes) =>
        new($"ADD {distribution}-rootfs.tar /", [.. ImageManifests.Filled(Texts(distribution), Binaries, bytes), .. Empty]);

    private static LayerEntry[] Empty { get; } = [.. new[] { "dev", "home", "proc", "root", "run", "sys", "tmp" }.Select(LayerEntry.Directory)];

    private static LayerEntry[] Texts(string distribution) =>
    [
        LayerEntry.OfText("etc/os-release", $"ID={distribution}\nNAME=\"{distribution}\"\n"),
        LayerEntry.OfText("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n"),
        LayerEntry.OfText("etc/group", "root:x:0:\nnogroup:x:65534:\n"),
        LayerEntry.OfText("etc/motd", "Welcome. Files here come from a read-only layer until you write to them.\n"),
        LayerEntry.OfText("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"),
        LayerEntry.OfText("usr/share/doc/copyright", "See the package archive.\n"),
        LayerEntry.OfText("var/lib/packages/status", $"Package: base-files\nStatus: install ok installed\nOrigin: {distribution}\n"),
    ];
}
