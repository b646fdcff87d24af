package dev.daybook.internal.json;

import dev.daybook.DaybookException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure thrown again, with more said about it. */
public final class Restated {

  private Restated() {}

  /** Returns the failure with the given details ahead of its own, to say where it happened. */
  public static DaybookException at(DaybookException why, Object... namesAndValues) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    all.putAll(why.details());
    return restated(why, why.reason(), all, why.getCause());
  }

  /** Returns the failure with one more detail ahead of the others, in place of one of that name. */
  public static DaybookException with(DaybookException why, String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(name, value);
    why.details().forEach(all::putIfAbsent);
    return restated(why, why.reason(), all, why.getCause());
  }

  /** Returns the failure with more text after its reason, such as its origin or a remedy. */
  public static DaybookException and(DaybookException why, String moreReason) {
    return restated(why, why.reason() + "; " + moreReason, why.details(), why.getCause());
  }

  /**
   * Returns the failure with the caller's stack, for handing one stored failure to many threads.
   * The cause is the original cause, or that failure where there is none.
   */
  public static DaybookException again(DaybookException why) {
    Throwable cause = why.getCause();
    return restated(why, why.reason(), why.details(), cause != null ? cause : why);
  }

  private static DaybookException restated(
      DaybookException why, String reason, Map<String, Object> details, @Nullable Throwable cause) {
    List<Object> namesAndValues = new ArrayList<>(2 * details.size());
    for (Map.Entry<String, Object> detail : details.entrySet()) {
      namesAndValues.add(detail.getKey());
      namesAndValues.add(detail.getValue());
    }
    return cause == null
        ? DaybookException.of(why.kind(), reason, namesAndValues.toArray())
        : DaybookException.causedBy(cause, why.kind(), reason, namesAndValues.toArray());
  }
}
