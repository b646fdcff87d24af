package dev.daybook.cli;

import java.util.stream.Collectors;

/** The command that prints a script which completes command lines. */
final class CompletionCommand implements Command {

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

  @Override
  public Synopsis usage() {
    return new Synopsis(
            "completion", "Prints a script with which bash and zsh complete commands and options.")
        .saying("It works for a command that is called daybook.")
        .closing(
            "Examples:",
            "  source <(daybook completion)",
            "  daybook completion > ~/.local/share/bash-completion/completions/daybook");
  }

  @Override
  public int run(Invocation call) {
    String commands = String.join(" ", Commands.NAMES);
    String names = commands + " " + Commands.HELP + " --help --version";
    StringBuilder script = new StringBuilder(HEAD.replace("COMMANDS", names));
    for (Command command : Commands.all()) {
      Synopsis usage = command.usage();
      word(
          script,
          usage.name,
          usage.options().stream().map(Option::name).collect(Collectors.joining(" ")));
    }
    word(script, Commands.HELP, commands);
    call.out.print(script.append(FOOT).toString());
    return OK;
  }

  /** Adds the words that may follow one. */
  private static void word(StringBuilder script, String word, String words) {
    script.append("      ").append(word).append(") words=\"").append(words).append("\";;\n");
  }
}
