package dev.daybook.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The reliability laboratory: how much of it runs, what it needs of the machine, and what it saw.
 *
 * <p>Its tests carry the tag {@value #TAG} and run with {@code -Plab}. Each has a short form and a
 * long form, the same test with more rounds, chosen by {@code -Ddaybook.lab=long}. What they saw,
 * and what could not run here and why, is printed at the end of the run by {@link LabReport}.
 *
 * <p>Tests of random values carry the tag {@value #RANDOM}: they run in every build with few
 * values, and in the laboratory with many.
 */
public final class Lab {

  /** The tag of its tests. */
  public static final String TAG = "lab";

  /** The tag of tests that try random values: some in every build, many in the laboratory. */
  public static final String RANDOM = "random";

  private static final String FORM = System.getProperty("daybook.lab", "quick");
  private static final boolean LONG = FORM.equals("long");
  private static final Map<String, Finding> FINDINGS = new LinkedHashMap<>();

  private Lab() {}

  /** Whether this is the long form. */
  public static boolean isLong() {
    return LONG;
  }

  /** How many rounds a test goes, in the form that is run. */
  public static int rounds(int shortForm, int longForm) {
    return LONG ? longForm : shortForm;
  }

  /** How many random values a test tries: in every build, and in the laboratory's two forms. */
  public static int values(int quick, int shortForm, int longForm) {
    return FORM.equals("quick") ? quick : rounds(shortForm, longForm);
  }

  /** Skips the test where the machine lacks what it needs; the reason appears in the report. */
  public static void need(boolean there, String reason) {
    Assumptions.assumeTrue(there, reason);
  }

  /** The counts of one experiment, named in the report's words: "power cuts". */
  public static Finding finding(String experiment) {
    synchronized (FINDINGS) {
      return FINDINGS.computeIfAbsent(experiment, Finding::new);
    }
  }

  static List<Finding> findings() {
    synchronized (FINDINGS) {
      return List.copyOf(FINDINGS.values());
    }
  }
}
