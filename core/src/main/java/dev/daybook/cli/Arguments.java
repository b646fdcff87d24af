package dev.daybook.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The content of a command line: the values of a command's options, and its parameters. */
final class Arguments {

  private static final Pattern NUMBER = Pattern.compile("-[0-9]+");

  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> parameters = new ArrayList<>();

  private Arguments() {}

  /**
   * Reads the words of a command line from that place on. Options may stand anywhere; after
   * {@code --} there are none.
   *
   * @throws Misuse if the usage does not allow them, unless help or the version is asked for before
   *     the first fault
   */
  static Arguments parse(Synopsis usage, String[] words, int from) {
    Arguments given = new Arguments();
    Misuse misuse = null;
    try {
      given.read(usage, words, from);
    } catch (Misuse wrong) {
      misuse = wrong;
    }
    if (given.has(Option.HELP) || given.has(Option.VERSION)) {
      return given;
    }
    if (misuse != null) {
      throw misuse;
    }
    given.checkParameters(usage);
    given.checkNumbers(usage);
    return given;
  }

  private void read(Synopsis usage, String[] words, int from) {
    boolean hasOptions = true;
    for (int i = from; i < words.length; i++) {
      String word = words[i];
      if (!hasOptions || !word.startsWith("-") || word.equals("-")) {
        parameters.add(word);
      } else if (word.equals("--")) {
        hasOptions = false;
      } else if (option(usage, word, i + 1 < words.length ? words[i + 1] : null)) {
        i++;
      }
    }
  }

  /** Takes an option; returns whether its value was the next word. */
  private boolean option(Synopsis usage, String word, @Nullable String next) {
    if (!word.startsWith("--")) {
      return letters(usage, word, next);
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? null : word.substring(equals + 1);
    return take(find(usage, name), name, value, next);
  }

  /** Takes options of one letter, several together; the value may follow the last one at once. */
  private boolean letters(Synopsis usage, String word, @Nullable String next) {
    Option count = usage.find(Option.COUNT);
    if (count != null && NUMBER.matcher(word).matches()) {
      put(count, word.substring(1));
      return false;
    }
    for (int i = 1; i < word.length(); ) {
      int end = word.offsetByCodePoints(i, 1);
      String name = "-" + word.substring(i, end);
      // a word whose first letter is none may be a long name that lacks a hyphen
      Option option = i > 1 || usage.find(name) != null ? find(usage, name) : find(usage, word);
      if (option.value() != null) {
        String rest = word.substring(word.startsWith("=", end) ? end + 1 : end);
        return take(option, name, end == word.length() ? null : rest, next);
      }
      put(option, "");
      i = end;
    }
    return false;
  }

  private boolean take(Option option, String name, @Nullable String value, @Nullable String next) {
    if (option.value() == null) {
      if (value != null) {
        throw new Misuse(name + " takes no value");
      }
      put(option, "");
      return false;
    }
    if (value != null) {
      put(option, value);
      return false;
    }
    if (next == null || next.startsWith("--")) {
      throw new Misuse(name + " needs a value: " + name + " " + option.value());
    }
    put(option, next);
    return true;
  }

  private static Option find(Synopsis usage, String name) {
    Option option = usage.find(name);
    if (option != null) {
      return option;
    }
    if (name.equals("-o") || name.equals("--output")) {
      throw new Misuse("no such option: " + name + "; standard output has it all: > FILE");
    }
    List<String> names = usage.options().stream().map(Option::name).toList();
    throw new Misuse("no such option: " + Text.line(name), Nearest.to(name, names));
  }

  private void put(Option option, String value) {
    List<String> all = values.getOrDefault(option.name(), new ArrayList<>());
    if (!all.isEmpty() && option.value() != null && !option.isRepeatable()) {
      throw new Misuse(option.name() + " is given twice");
    }
    all.add(value);
    values.put(option.name(), all);
  }

  private void checkParameters(Synopsis usage) {
    int least = 0;
    long most = 0;
    for (Synopsis.Parameter parameter : usage.parameters) {
      least += parameter.min();
      most += parameter.max();
      if (parameters.size() < least) {
        throw new Misuse("missing: " + parameter.name());
      }
    }
    if (parameters.size() > most) {
      throw new Misuse("too much: given=" + parameters.size() + ", most=" + most
          + (usage.instead.isEmpty() ? "" : "; " + usage.instead));
    }
  }

  private void checkNumbers(Synopsis usage) {
    for (Option option : usage.options()) {
      if (option.least() != null) {
        number(option);
      }
    }
  }

  /** Returns true if the option is given. */
  boolean has(Option option) {
    return values.containsKey(option.name());
  }

  /** Returns the option's value; null if it is not given. */
  @Nullable
  String text(Option option) {
    List<String> all = values.get(option.name());
    return all == null ? null : all.get(all.size() - 1);
  }

  /** Returns all values of an option that may be given several times. */
  List<String> texts(Option option) {
    return values.getOrDefault(option.name(), List.of());
  }

  /** Returns the option's value as a whole number; null if it is not given. */
  @Nullable
  Long number(Option option) {
    String text = text(option);
    Long least = option.least();
    if (text == null || least == null) {
      return null;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException none) {
      // reported below
    }
    throw new Misuse(
        option.name() + " needs a whole number: given=" + Text.line(text) + ", least=" + least);
  }

  /** Returns the option's value as a whole number, or that number if it is not given. */
  long number(Option option, long otherwise) {
    Long number = number(option);
    return number == null ? otherwise : number;
  }

  /** Returns the option's value up to the largest int, which stands for all that are larger. */
  int count(Option option, int otherwise) {
    return (int) Math.min(number(option, otherwise), Integer.MAX_VALUE);
  }

  /** Returns the parameters, in their order. */
  List<String> parameters() {
    return parameters;
  }

  /** Returns a parameter that the usage demands. */
  String parameter(int index) {
    return parameters.get(index);
  }
}
