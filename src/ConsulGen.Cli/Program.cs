using ConsulGen.Cli;
using ConsulGen.Cli.Terminal;

return CommandRunner.Run(args, CliContext.ForConsole());
