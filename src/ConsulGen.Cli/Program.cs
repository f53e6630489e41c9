using ConsulGen.Cli;

return CommandRunner.Run(args, CliContext.ForConsole());
