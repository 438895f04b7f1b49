namespace Cloud.Simulation.Tests.Published;

/// <summary>Things a test cannot bring itself. Absent means a visible skip, or a failure where CLOUD_REQUIRE names the thing.</summary>
internal static class Needs
{
    /// <summary>Path of a file of the public data sets: under CLOUD_DATA_DIR, or ../shared/data beside the repository.</summary>
    public static string Data(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("CLOUD_DATA_DIR") is { Length: > 0 } named ? named : Beside();
        var file = Path.Combine([folder ?? "(not found)", .. path]);
        if (folder is null || !File.Exists(file)) Missing("data", $"{string.Join('/', path)} is not there: set CLOUD_DATA_DIR to the folder of the public data sets");
        return file;
    }


    private static void Missing(string thing, string reason)
    {
        var required = Environment.GetEnvironmentVariable("CLOUD_REQUIRE")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (required.Contains(thing, StringComparer.OrdinalIgnoreCase)) Assert.Fail($"CLOUD_REQUIRE names {thing}, but {reason}");
        Assert.Skip(reason);
    }

    private static string? Beside()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Cloud.sln"))) continue;
            for (var above = folder.Parent; above is not null; above = above.Parent)
            {
                var data = Path.Combine(above.FullName, "shared", "data");
                if (Directory.Exists(data)) return data;
            }
        }

        return null;
    }
}
