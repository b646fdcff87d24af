package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/** Checks that recording threads and the journal thread do not write to the same cache lines. */
class SessionBatchTest {

  /** A cache line and the one that is fetched with it. */
  private static final int NEIGHBOUR_BYTES = 128;

  @Test
  void itsFieldsShareNoCacheLineWithOtherObjects() {
    ClassLayout layout = ClassLayout.parseClass(SessionBatch.create().getClass());
    List<FieldLayout> fields = layout.fields().stream()
        .filter(each -> each.classShortName().endsWith("SessionBatch"))
        .toList();

    assertThat(fields).hasSizeGreaterThanOrEqualTo(8);
    assertThat(fields).allSatisfy(each -> {
      assertThat(each.offset()).isGreaterThanOrEqualTo(NEIGHBOUR_BYTES);
      assertThat(layout.instanceSize() - each.offset() - each.size())
          .isGreaterThanOrEqualTo(NEIGHBOUR_BYTES);
    });
  }
}
