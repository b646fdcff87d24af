package dev.daybook.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs a command line: help to standard output, every error as one line of JSON. */
final class CommandRunner {

  private CommandRunner() {}

  /** Returns the exit code. */
  static int run(String[] args) {
    StandardOutput out = new StandardOutput();
    StringWriter help = new StringWriter();
    CommandLine commandLine = new CommandLine(new DaybookCommand())
        .addSubcommand(new CreateCommand(out))
        .addSubcommand(new RecordCommand(out))
        .addSubcommand(new LsCommand(out))
        .addSubcommand(new RecentCommand(out))
        .addSubcommand(new ShowCommand(out))
        .addSubcommand(new TailCommand(out))
        .addSubcommand(new FoldCommand(out))
        .addSubcommand(new ReplayCommand(out))
        .addSubcommand(new TreeCommand(out))
        .addSubcommand(new CheckCommand(out))
        .addSubcommand(new ForkCommand(out))
        .addSubcommand(new LineageCommand(out))
        .addSubcommand(new VerifyCommand(out))
        .addSubcommand(new RepairCommand(out))
        .addSubcommand(new ExistsCommand(out))
        .addSubcommand(new PathCommand(out))
        .addSubcommand(new RmCommand(out))
        .addSubcommand(new CompletionCommand(out))
        .addSubcommand(new DemoCommand(out))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.colours()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // an argument @FILE would be replaced by what the file says, and an error would print that
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(help))
        .setParameterExceptionHandler(CommandRunner::misused)
        .setExecutionExceptionHandler(CommandRunner::failed);
    try {
      int code = commandLine.execute(args);
      commandLine.getOut().flush();
      out.print(help.toString());
      out.flush();
      return code;
    } catch (Throwable failure) {
      // help that cannot be written, or an Error
      return failed(failure);
    }
  }

  private static int misused(ParameterException misuse, String[] args) {
    CommandLine command = misuse.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    ErrorReport.print(
        "usage", String.valueOf(misuse.getMessage()), Map.of("help", name + " --help"));
    if (misuse instanceof NoCommand) {
      command.usage(command.getOut());
    }
    return ExitCode.USAGE;
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    return failed(failure);
  }

  private static int failed(Throwable failure) {
    ErrorReport.print(failure);
    return ExitCode.SOFTWARE;
  }

  /** The command was called without one of its commands: whoever did needs the help. */
  static final class NoCommand extends ParameterException {
    private static final long serialVersionUID = 1L;

    NoCommand(CommandLine command) {
      super(
          command,
          "no command: give one of "
              + String.join(", ", command.getSubcommands().keySet()));
    }
  }
}
