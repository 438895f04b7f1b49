using System.CommandLine;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.ControlPlane.Operator.Region;

namespace Cloud.Cli.Commands;

/// <summary>What all commands that make region files ask, and how they write one.</summary>
internal sealed class RegionFileOptions
{
    private readonly Option<string> _out = Inputs.Required("--out", "FILE", "Where to write the region file");
    private readonly Option<string> _profile = new("--profile") { Description = "Placement profile", HelpName = "NAME", DefaultValueFactory = _ => "spread" };
    private readonly Option<double> _speed = new("--speed") { Description = "Virtual seconds per second", HelpName = "N", DefaultValueFactory = _ => 1 };

    public IReadOnlyList<Option> All => [_out, _profile, _speed];

    public string ProfileOf(ParseResult parsed) => parsed.GetValue(_profile)!;

    public double SpeedOf(ParseResult parsed) => parsed.GetValue(_speed);

    /// <summary>Writes the file if it is valid, otherwise prints everything that is wrong.</summary>
    public async Task<int> WriteAsync(Session session, ParseResult parsed, RegionFile file, CancellationToken cancel)
    {
        var text = RegionFileWriter.Write(file);
        var reading = RegionFileReader.Read(text);
        if (reading.Region is not { } region)
        {
            await session.Shell.Error.WriteAsync(Printer.Plain(reading.Describe()));
            return ExitCode.Refused;
        }

        var path = parsed.GetRequiredValue(_out);
        await Files.WriteAsync(path, text, cancel);
        session.Print.Say($"{path}: {region.Hosts.Count} hosts in {file.Zones.Sum(zone => zone.Racks.Count)} racks");
        return ExitCode.Done;
    }
}
