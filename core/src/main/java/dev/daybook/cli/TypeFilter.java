package dev.daybook.cli;

import java.util.HashSet;
import java.util.Set;

/** The types of entries to print. */
final class TypeFilter {

  static final Option OPTION = Option.value(
          "--type", "T[,T...]", "print only entries of these types; the others are still checked")
      .repeatable();

  private final Set<String> types;

  TypeFilter(Arguments given) {
    Set<String> named = new HashSet<>();
    for (String names : given.texts(OPTION)) {
      for (String name : names.split(",", -1)) {
        if (!name.isBlank()) {
          named.add(name.strip());
        }
      }
    }
    types = Set.copyOf(named);
  }

  /** Returns the wire names; empty for all. */
  Set<String> types() {
    return types;
  }
}
