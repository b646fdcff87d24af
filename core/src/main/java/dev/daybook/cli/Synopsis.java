package dev.daybook.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The synopsis of a command, and its help. Filled once, by its command. */
final class Synopsis {

  private static final List<String> USUAL_EXIT_CODES =
      List.of("0:done", "1:failed", "2:called wrongly");

  /**
   * An argument that has no option's name before it.
   *
   * @param name its name in help
   * @param min the number that there must be
   * @param max the number that there may be
   * @param text its meaning, for help
   */
  record Parameter(String name, int min, int max, String text) {

    /** Returns the parameter as a synopsis shows it. */
    String synopsis() {
      String all = max == 1 ? name : name + "...";
      return min == 0 ? "[" + all + "]" : all;
    }
  }

  /** The command's name, as in {@code daybook ls}. */
  final String name;

  /** The command's work, in a sentence. */
  final String header;

  /** The rest of its description. */
  final List<String> paragraphs = new ArrayList<>();

  /** The parameters, in their order. */
  final List<Parameter> parameters = new ArrayList<>();

  private final List<Option> options = new ArrayList<>();

  /** The advice to a caller who gives more parameters than it takes; empty without one. */
  String instead = "";

  /** True if the root need not be there: the command makes it, or does not look at it. */
  boolean allowsNoRoot;

  /** The exit codes, each as {@code 0:done}. */
  List<String> exitCodes = USUAL_EXIT_CODES;

  /** The lines after all that; one that begins with a space stays as it is. */
  List<String> footer = List.of();

  /** Creates the usage of a command that takes nothing. */
  Synopsis(String name, String header) {
    this.name = name;
    this.header = header;
  }

  Synopsis saying(String... more) {
    Collections.addAll(paragraphs, more);
    return this;
  }

  /** Adds a parameter that is given exactly once. */
  Synopsis taking(String parameter, String text) {
    return taking(new Parameter(parameter, 1, 1, text));
  }

  Synopsis taking(Parameter parameter) {
    parameters.add(parameter);
    return this;
  }

  /** Sets the advice to a caller who gives more parameters than it takes. */
  Synopsis refusingMore(String advice) {
    instead = advice;
    return this;
  }

  /** Allows a named root that is not there, which other commands refuse. */
  Synopsis allowingNoRoot() {
    allowsNoRoot = true;
    return this;
  }

  /** Adds the options of a command that works on the sessions of a root. */
  Synopsis withRoot() {
    return with(Option.ROOT, Option.PROJECT, Option.TRUST_ROOT);
  }

  Synopsis with(Option... more) {
    Collections.addAll(options, more);
    return this;
  }

  /** Replaces the usual exit codes. */
  Synopsis endingWith(String... codes) {
    exitCodes = List.of(codes);
    return this;
  }

  /** Sets what is read at the end. */
  Synopsis closing(String... lines) {
    footer = List.of(lines);
    return this;
  }

  /** Returns true if that is one of its options. By name: the first equals of a record is slow. */
  boolean has(Option wanted) {
    return find(wanted.name()) != null;
  }

  /** Returns the option of that name, long or short; null if it has none. */
  @Nullable
  Option find(String called) {
    for (Option option : options()) {
      if (option.isCalled(called)) {
        return option;
      }
    }
    return null;
  }

  /** Returns all options, help and version last, which every command has. */
  List<Option> options() {
    List<Option> all = new ArrayList<>(options);
    all.add(Option.HELP);
    all.add(Option.VERSION);
    return all;
  }
}
