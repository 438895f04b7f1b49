using System.Text.Json;
using Cloud.Cli.Shell;

namespace Cloud.Cli.Configuration;

/// <summary>
/// The file <c>cloud/config.json</c> under $XDG_CONFIG_HOME (or ~/.config, or %APPDATA%). Written whole, through a neighbour that is moved into
/// place, with permissions for the owner only.
/// </summary>
public sealed class ConfigStore(CliShell shell)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the file is.</summary>
    public string FilePath { get; } = Path.Combine(Home(shell), "cloud", "config.json");

    /// <summary>What is stored; empty when there is no file.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public CliConfig Load()
    {
        try
        {
            using var file = File.OpenRead(FilePath);
            return JsonSerializer.Deserialize(file, ConfigJson.Default.CliConfig) ?? new CliConfig();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return new CliConfig();
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{FilePath} cannot be read ({fault.Message}); repair it, or remove it and run 'cloud login'");
        }
    }

    /// <summary>Replaces the file.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public void Save(CliConfig config)
    {
        var folder = Path.GetDirectoryName(FilePath)!;
        var draft = $"{FilePath}.{Environment.ProcessId}.new";
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using (var file = new FileStream(draft, options))
                JsonSerializer.Serialize(file, config, ConfigJson.Default.CliConfig);
            File.Move(draft, FilePath, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{FilePath} cannot be written ({fault.Message})");
        }
    }

    private static string Home(CliShell shell) =>
        shell.Variable("XDG_CONFIG_HOME") is { Length: > 0 } home
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
}
