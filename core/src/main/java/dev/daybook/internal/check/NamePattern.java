package dev.daybook.internal.check;

import java.util.Locale;

/**
 * A name of an agent or a model as a person gives it: in either case, with a hyphen, an underscore
 * or a space for each other, and with {@code *} at its end for all that begin so. Immutable.
 */
public final class NamePattern {

  private static final String ANY = "*";

  private final String form;
  private final boolean isBeginning;

  private NamePattern(String form, boolean isBeginning) {
    this.form = form;
    this.isBeginning = isBeginning;
  }

  /** Returns the pattern that was given. */
  public static NamePattern of(String given) {
    boolean isBeginning = given.endsWith(ANY);
    String name = isBeginning ? given.substring(0, given.length() - ANY.length()) : given;
    return new NamePattern(form(name), isBeginning);
  }

  private static String form(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }

  /** Returns true if that is a name which was meant. */
  public boolean fits(String name) {
    String other = form(name);
    return isBeginning ? other.startsWith(form) : other.equals(form);
  }
}
