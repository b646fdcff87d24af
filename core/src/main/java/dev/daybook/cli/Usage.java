package dev.daybook.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The synopsis and help of a command. Immutable.
 *
 * @param name the command's name, as in {@code daybook ls}
 * @param header its work, in a sentence
 * @param paragraphs the rest of its description
 * @param parameters in their order
 * @param options without help and version, which every command has
 * @param exitCodes each as {@code 0:done}
 * @param footer lines after all that; one that begins with a space stays as it is
 */
record Usage(
    String name,
    String header,
    List<String> paragraphs,
    List<Parameter> parameters,
    List<Option> options,
    List<String> exitCodes,
    List<String> footer) {

  private static final List<String> USUAL_EXIT_CODES =
      List.of("0:done", "1:failed", "2:called wrongly");

  /** Returns the usage of a command that takes nothing. */
  static Usage of(String name, String header) {
    return new Usage(name, header, List.of(), List.of(), List.of(), USUAL_EXIT_CODES, List.of());
  }

  /** Returns this usage with more paragraphs. */
  Usage saying(String... more) {
    return new Usage(name, header, List.of(more), parameters, options, exitCodes, footer);
  }

  /** Returns this usage with these parameters. */
  Usage taking(Parameter... taken) {
    return new Usage(name, header, paragraphs, List.of(taken), options, exitCodes, footer);
  }

  /** Returns this usage with more options. */
  Usage with(Option... more) {
    return with(List.of(more));
  }

  /** Returns this usage with more options. */
  Usage with(List<Option> more) {
    List<Option> all = new ArrayList<>(options);
    all.addAll(more);
    return new Usage(name, header, paragraphs, parameters, List.copyOf(all), exitCodes, footer);
  }

  /** Returns this usage with exit codes of its own. */
  Usage endingWith(String... codes) {
    return new Usage(name, header, paragraphs, parameters, options, List.of(codes), footer);
  }

  /** Returns this usage with something to read at the end. */
  Usage closing(String... lines) {
    return new Usage(name, header, paragraphs, parameters, options, exitCodes, List.of(lines));
  }

  /** Returns true if that is one of its options. By name: the first equals of a record is slow. */
  boolean has(Option wanted) {
    for (Option option : options) {
      if (option.name().equals(wanted.name())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the option of that name, long or short; null if it has none. */
  @Nullable
  Option find(String called) {
    for (Option option : allOptions()) {
      if (option.isCalled(called)) {
        return option;
      }
    }
    return null;
  }

  /** Returns all options, help and version last. */
  List<Option> allOptions() {
    List<Option> all = new ArrayList<>(options);
    all.add(Option.HELP);
    all.add(Option.VERSION);
    return all;
  }
}
