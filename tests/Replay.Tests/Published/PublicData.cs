using Cloud.Cli.Experiments;

namespace Cloud.Replay.Tests.Published;

/// <summary>The folder of the public data sets, or a visible skip.</summary>
internal static class PublicData
{
    /// <summary>The folder, when it has this file.</summary>
    public static DataFolder With(params string[] file) => new(Needs.Data(file)[..^(string.Join('/', file).Length + 1)]);
}
