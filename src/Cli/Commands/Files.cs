using System.IO.Compression;
using Cloud.Cli.Shell;

namespace Cloud.Cli.Commands;

/// <summary>Files that the command line names: unpacked when they end in .gz, and with failures that say which file.</summary>
internal static class Files
{
    public static TextReader Open(string path) => Try(path, () =>
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 65_536, FileOptions.SequentialScan);
        return new StreamReader(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file);
    });

    public static async Task<string> ReadAsync(string path, CancellationToken cancel)
    {
        using var reader = Open(path);
        return await reader.ReadToEndAsync(cancel);
    }

    public static async Task WriteAsync(string path, string text, CancellationToken cancel)
    {
        await using var file = Try(path, () => new StreamWriter(path));
        await file.WriteAsync(text.AsMemory(), cancel);
    }

    private static T Try<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {fault.Message}");
        }
    }
}
