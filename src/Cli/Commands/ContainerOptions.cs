using System.CommandLine;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary>How a new container is set apart.</summary>
internal sealed class ContainerOptions
{
    private readonly Option<bool> _hostNetwork = new("--host-network") { Description = "Container: use the host's interfaces and ports" };
    private readonly Option<bool> _hostPid = new("--host-pid") { Description = "Container: see the host's processes" };
    private readonly Option<bool> _rootless = new("--rootless") { Description = "Container: root inside is an ordinary user outside" };
    private readonly Option<bool> _vmIsolated = new("--vm-isolated") { Description = "Container: in a virtual machine of its own" };
    private readonly Option<bool> _readOnly = new("--read-only") { Description = "Container: nothing can be written to its root file system" };
    private readonly Option<bool> _redirect = new("--redirect-dir") { Description = "Container: directories of lower layers can be renamed" };

    public Option[] All => [_hostNetwork, _hostPid, _rootless, _vmIsolated, _readOnly, _redirect];

    /// <summary>Null when nothing is said.</summary>
    public ContainerSettingsBody? Read(ParseResult parsed) => !All.Any(option => parsed.GetResult(option) is { Implicit: false }) ? null : new()
    {
        HostNetwork = Set(parsed, _hostNetwork),
        HostPid = Set(parsed, _hostPid),
        UserNamespace = Set(parsed, _rootless),
        VmIsolated = Set(parsed, _vmIsolated),
        ReadOnlyRoot = Set(parsed, _readOnly),
        RedirectDirectories = Set(parsed, _redirect),
    };

    private static bool? Set(ParseResult parsed, Option<bool> option) => parsed.GetValue(option) ? true : null;
}
