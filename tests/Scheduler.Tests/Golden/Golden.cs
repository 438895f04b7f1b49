using System.Runtime.CompilerServices;

namespace Cloud.Scheduler.Tests;

/// <summary>
/// Text that people read is compared with a file beside the test. <c>UPDATE_GOLDEN=1</c> writes the files anew; the diff is the review.
/// </summary>
internal static class Golden
{
    public static void Match(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, name);
        if (string.Equals(Environment.GetEnvironmentVariable("UPDATE_GOLDEN"), "1", StringComparison.Ordinal)) File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"There is no {path}; run the test with UPDATE_GOLDEN=1 and review it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }
}
