using System.Runtime.CompilerServices;

namespace Cloud.Web.Tests.Golden;

/// <summary>Compares text with a file beside the tests; UPDATE_GOLDEN=1 writes it instead, to be read before it is committed.</summary>
public static class GoldenFile
{
    public static void Match(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "..", "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
            File.WriteAllText(path, actual + "\n");
        Assert.Equal(File.ReadAllText(path), actual + "\n");
    }
}
