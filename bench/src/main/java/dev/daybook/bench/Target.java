package dev.daybook.bench;

/**
 * A comparison of two numbers, and what their ratio should come to.
 *
 * @param ours the number that is ours; a row for each variant that was measured
 * @param peer in which words of a {@link Pick} the other number differs; empty if the limit is one
 *     of ours alone
 * @param limit of the ratio, or where there is no peer, of our number; NaN for none
 * @param unit of the limit; empty for a ratio
 * @param forceMillis how long a force has to take for the target to be asked; 0 for any device
 */
record Target(Pick ours, String peer, Bound bound, double limit, String unit, long forceMillis) {

  /** The number of a benchmark that says how long one force takes. */
  private static final String FORCE = "force.p50";

  /** The direction in which a limit is meant. */
  enum Bound {
    NONE,
    AT_LEAST,
    AT_MOST
  }

  /** Returns the target that ours is at least so many times better. */
  static Target atLeast(double limit, String ours, String peer) {
    return new Target(Pick.of(ours), peer, Bound.AT_LEAST, limit, "", 0);
  }

  /** Returns the target that ours is at most so many times the other number. */
  static Target atMostTimes(double limit, String ours, String peer) {
    return new Target(Pick.of(ours), peer, Bound.AT_MOST, limit, "", 0);
  }

  static Target atMost(double limit, String unit, String ours) {
    return new Target(Pick.of(ours), "", Bound.AT_MOST, limit, unit, 0);
  }

  /** Returns the comparison of both without a limit. */
  static Target ratio(String ours, String peer) {
    return new Target(Pick.of(ours), peer, Bound.NONE, Double.NaN, "", 0);
  }

  /** Returns this target for devices whose force takes that long, or longer. */
  Target whereForceTakes(long millis) {
    return new Target(ours, peer, bound, limit, unit, millis);
  }

  /** Returns true if the variant was measured on a device for which this target is meant. */
  boolean isAskedOf(Measured measured) {
    Figure force = measured.numbers().get(FORCE);
    return forceMillis == 0 || force != null && force.in("ms") >= forceMillis;
  }

  boolean hasPeer() {
    return !peer.isEmpty();
  }

  boolean isMetBy(double number) {
    return bound == Bound.AT_LEAST ? number >= limit : number <= limit;
  }

  /** Returns the limit in words, empty if there is none. */
  String text() {
    String device = forceMillis == 0 ? "" : ", forces of " + forceMillis + " ms";
    return switch (bound) {
      case NONE -> "";
      case AT_LEAST -> "at least " + plain() + device;
      case AT_MOST -> "at most " + plain() + (hasPeer() ? " times" : " " + unit) + device;
    };
  }

  private String plain() {
    return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
  }
}
