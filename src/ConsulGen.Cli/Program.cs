using ConsulGen.Cli;
using ConsulGen.Cli.Terminal;

var context = CliContext.ForConsole();
StandardStream.KeepPlaces();
return CommandRunner.Run(args, context);
