using Cloud.Cli;
using Cloud.Cli.Shell;

return await CloudCommand.RunAsync(args, CliShell.OfProcess());
