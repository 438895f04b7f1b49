using System.Runtime.CompilerServices;

namespace Cloud.Cli.Tests;

/// <summary>Compares text with a file beside the tests. UPDATE_GOLDEN=1 writes the files instead; the diff is then the review.</summary>
internal static class Golden
{
    public static void Match(string name, string actual, [CallerFilePath] string caller = "")
    {
        var folder = Path.GetDirectoryName(caller)!;
        while (!File.Exists(Path.Combine(folder, "Cli.Tests.csproj"))) folder = Path.GetDirectoryName(folder)!;
        var path = Path.Combine(folder, "Golden", name);
        actual = string.Join('\n', actual.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing: run with UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
