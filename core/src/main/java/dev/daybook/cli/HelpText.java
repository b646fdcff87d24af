package dev.daybook.cli;

import java.util.List;

/** A command's help, wrapped to a width. */
final class HelpText {

  /** The column where the meaning of an option begins. */
  private static final int INDENT = 28;

  private final int width;
  private final StringBuilder text = new StringBuilder();

  private HelpText(int width) {
    this.width = width;
  }

  /** Returns the help of one command. */
  static String of(Synopsis usage, int width) {
    HelpText help = new HelpText(width);
    help.paragraph("Usage: " + synopsis(usage));
    help.text.append('\n');
    help.paragraph(usage.header);
    help.text.append('\n');
    usage.paragraphs.forEach(help::spaced);
    usage.parameters.forEach(taken -> help.row("      " + taken.name(), taken.text()));
    usage.options().forEach(option -> help.row(names(option), option.text()));
    help.exitCodes(usage.exitCodes);
    help.footer(usage.footer);
    return help.text.toString();
  }

  /** Returns the help of the program itself. */
  static String ofAll(Synopsis daybook, List<Command> commands, int width) {
    HelpText help = new HelpText(width);
    help.paragraph("Usage: daybook COMMAND [OPTION...]");
    help.text.append('\n');
    help.paragraph(daybook.header);
    help.text.append('\n');
    daybook.paragraphs.forEach(help::spaced);
    help.text.append("Commands:\n");
    commands.stream()
        .map(Command::usage)
        .forEach(usage -> help.row("  " + usage.name, 14, usage.header));
    help.text.append('\n');
    daybook.options().forEach(option -> help.row(names(option), option.text()));
    help.exitCodes(daybook.exitCodes);
    help.footer(daybook.footer);
    return help.text.toString();
  }

  private static String synopsis(Synopsis usage) {
    StringBuilder line = new StringBuilder("daybook ").append(usage.name).append(" [OPTION...]");
    usage.parameters.forEach(taken -> line.append(' ').append(taken.synopsis()));
    return line.toString();
  }

  private static String names(Option option) {
    String first = option.shortName() == null ? "      " : "  " + option.shortName() + ", ";
    return first + option.name() + (option.value() == null ? "" : " " + option.value());
  }

  private void exitCodes(List<String> codes) {
    text.append("\nExit codes:\n");
    for (String code : codes) {
      int colon = code.indexOf(':');
      row("  " + code.substring(0, colon), 5, code.substring(colon + 1));
    }
  }

  private void footer(List<String> lines) {
    text.append(lines.isEmpty() ? "" : "\n");
    lines.forEach(this::paragraph);
  }

  private void row(String name, String meaning) {
    row(name, INDENT, meaning);
  }

  private void row(String name, int indent, String meaning) {
    text.append(name);
    boolean fits = name.length() + 2 <= indent;
    String begin = " ".repeat(fits ? indent - name.length() : 0);
    List<String> lines = Text.wrapped(meaning, Math.max(20, width - indent));
    if (!fits) {
      text.append('\n').append(" ".repeat(indent));
    }
    text.append(begin)
        .append(String.join("\n" + " ".repeat(indent), lines).stripTrailing())
        .append('\n');
  }

  private void spaced(String words) {
    paragraph(words);
    text.append('\n');
  }

  /** Wraps a paragraph, unless its own spaces show that it is set already. */
  private void paragraph(String words) {
    if (words.startsWith(" ")) {
      text.append(words).append('\n');
    } else {
      Text.wrapped(words, width).forEach(line -> text.append(line).append('\n'));
    }
  }
}
