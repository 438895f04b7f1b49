namespace Cloud.Domain.Iaas.Images;

/// <summary>What is above the base in a container image, by program.</summary>
internal sealed record ImageRecipe(
    string Program, IReadOnlyList<LayerEntry> RuntimeTexts, IReadOnlyList<string> Libraries, IReadOnlyList<LayerEntry> AppTexts,
    IReadOnlyList<string> Programs, IReadOnlyList<LayerEntry> Removed, ImageProcess Process)
{
    public static ImageRecipe Of(string name) => name switch
    {
        "nginx" => Nginx,
        "postgres" => Postgres,
        "dotnet-runtime" => DotnetRuntime,
        "busybox" => BusyBox,
        _ => Plain(name),
    };

    /// <summary>Documentation that the build of an application removes again: the layer below keeps the bytes, the mark hides them.</summary>
    private static LayerEntry[] NoDocumentation { get; } = [LayerEntry.Whiteout("usr/share/doc/copyright")];

    private static ImageRecipe Nginx { get; } = new(
        "nginx",
        [LayerEntry.OfText("etc/ld.so.conf.d/nginx.conf", "/usr/lib/nginx\n")],
        ["usr/lib/libssl.so.3", "usr/lib/libcrypto.so.3", "usr/lib/nginx/modules/http_image_filter.so"],
        [
            LayerEntry.OfText("etc/nginx/nginx.conf", "user nginx;\nworker_processes auto;\nevents { worker_connections 1024; }\nhttp { include /etc/nginx/conf.d/*.conf; }\n"),
            LayerEntry.OfText("etc/nginx/conf.d/default.conf", "server { listen 80; root /usr/share/nginx/html; }\n"),
            LayerEntry.OfText("usr/share/nginx/html/index.html", "<!doctype html><title>nginx</title><p>It works.\n"),
            LayerEntry.OfText("usr/share/nginx/html/50x.html", "<!doctype html><title>Error</title>\n"),
            LayerEntry.Directory("var/log/nginx"),
        ],
        ["usr/sbin/nginx", "docker-entrypoint.sh"],
        NoDocumentation,
        new("nginx: master process nginx -g daemon off;", 1, 0, [new("nginx: worker process", PerVcpu: true)]));

    private static ImageRecipe Postgres { get; } = new(
        "postgres",
        [LayerEntry.OfText("etc/ld.so.conf.d/postgres.conf", "/usr/lib/postgresql/lib\n")],
        ["usr/lib/libicudata.so.76", "usr/lib/libLLVM.so.19", "usr/lib/postgresql/lib/libpq.so.5"],
        [
            LayerEntry.OfText("etc/postgresql/postgresql.conf", "max_connections = 100\nshared_buffers = 128MB\nwal_level = replica\n"),
            LayerEntry.OfText("etc/postgresql/pg_hba.conf", "local all all trust\nhost all all all scram-sha-256\n"),
            LayerEntry.Directory("var/lib/postgresql/data"),
        ],
        ["usr/lib/postgresql/bin/postgres", "usr/lib/postgresql/bin/psql", "docker-entrypoint.sh"],
        NoDocumentation,
        new("postgres", 1, 999,
        [
            new("postgres: checkpointer", PerVcpu: false), new("postgres: background writer", PerVcpu: false), new("postgres: walwriter", PerVcpu: false),
            new("postgres: autovacuum launcher", PerVcpu: false), new("postgres: io worker", PerVcpu: true),
        ]));

    private static ImageRecipe DotnetRuntime { get; } = new(
        "dotnet",
        [LayerEntry.OfText("etc/ld.so.conf.d/dotnet.conf", "/usr/share/dotnet\n")],
        ["usr/share/dotnet/shared/System.Private.CoreLib.dll", "usr/share/dotnet/shared/libcoreclr.so", "usr/share/dotnet/shared/libclrjit.so"],
        [LayerEntry.OfText("app/app.runtimeconfig.json", "{ \"runtimeOptions\": { \"tfm\": \"net10.0\" } }\n"), LayerEntry.OfText("app/appsettings.json", "{ \"Urls\": \"http://*:8080\" }\n")],
        ["app/app.dll", "usr/bin/dotnet"],
        NoDocumentation,
        new("dotnet /app/app.dll", 12, 1654, []));

    private static ImageRecipe BusyBox { get; } = new(
        "busybox",
        [LayerEntry.OfText("etc/profile", "export PATH=/bin\n")],
        ["bin/busybox"],
        [LayerEntry.OfText("etc/inittab", "::respawn:/bin/sh\n")],
        ["usr/lib/busybox/applets"],
        [],
        new("sh", 1, 0, []));

    private static ImageRecipe Plain(string name) => new(
        name,
        [LayerEntry.OfText("etc/ld.so.conf.d/app.conf", $"/usr/lib/{name}\n")],
        [$"usr/lib/{name}/lib{name}.so", $"usr/lib/{name}/plugins.so"],
        [LayerEntry.OfText($"etc/{name}.conf", "# settings\n")],
        [$"usr/bin/{name}"],
        [],
        new(name, 1, 0, [new($"{name}: worker", PerVcpu: true)]));
}
