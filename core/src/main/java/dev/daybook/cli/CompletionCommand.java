package dev.daybook.cli;

/** The command that prints a script which completes command lines. */
final class CompletionCommand implements Command {

  static final Usage USAGE = Usage.of(
          "completion", "Prints a script with which bash and zsh complete commands and options.")
      .saying("It works for a command that is called daybook.")
      .closing(
          "Examples:",
          "  source <(daybook completion)",
          "  daybook completion > ~/.local/share/bash-completion/completions/daybook");

  private static final String HEAD = """
      if [ -n "${ZSH_VERSION-}" ]; then
        autoload -U +X compinit && compinit
        autoload -U +X bashcompinit && bashcompinit
      fi

      _complete_daybook() {
        local word="${COMP_WORDS[COMP_CWORD]}" words=""
        COMPREPLY=()
        if [ "$COMP_CWORD" -eq 1 ]; then
          words="COMMANDS"
        else
          case "${COMP_WORDS[1]}" in
      """;

  private static final String FOOT = """
          esac
          case "${COMP_WORDS[COMP_CWORD-1]}" in
            --root) COMPREPLY=($(compgen -d -- "$word")); return;;
            --ack) words="written forced";;
          esac
        fi
        COMPREPLY=($(compgen -W "$words" -- "$word"))
      }

      complete -o default -F _complete_daybook daybook
      """;

  private final StandardOutput out;

  CompletionCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public int run() {
    String commands = String.join(" ", Commands.NAMES);
    String names = commands + " " + Commands.HELP + " --help --version";
    StringBuilder script = new StringBuilder(HEAD.replace("COMMANDS", names));
    for (Usage usage : Commands.all()) {
      script.append("      ").append(usage.name()).append(") words=\"");
      usage.allOptions().forEach(option -> script.append(option.name()).append(' '));
      script.setLength(script.length() - 1);
      script.append("\";;\n");
    }
    script.append("      ").append(Commands.HELP).append(") words=\"");
    script.append(commands).append("\";;\n");
    out.print(script.append(FOOT).toString());
    return ExitCode.OK;
  }
}
