package dev.daybook.session;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names that Windows keeps for devices, whatever follows behind a dot: a file of such a name
 * cannot be made there, nor copied there from elsewhere.
 */
final class ReservedNames {

  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\\..*)?", Pattern.DOTALL);
  private static final int SHORTEST = 3;

  private ReservedNames() {}

  static boolean contains(CharSequence name) {
    return mayBe(name)
        && DEVICE.matcher(name.toString().toLowerCase(Locale.ROOT)).matches();
  }

  /** Returns false for most names by two chars, since a folder of many names is read with this. */
  private static boolean mayBe(CharSequence name) {
    return name.length() >= SHORTEST
        && "cCpPaAnNlL".indexOf(name.charAt(0)) >= 0
        && "nNxXlLmMtTvV".indexOf(name.charAt(2)) >= 0;
  }
}
