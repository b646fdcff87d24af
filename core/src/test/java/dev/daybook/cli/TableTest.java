package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns that are wider than there is room. */
class TableTest {

  @Test
  void columnsThatHaveNoRoomGoInTheirOrder() {
    Table columns = new Table();
    columns.add(List.of("identifier", "1234", "12 B", "interrupted"));
    columns.leaveOut(34, List.of(0, 3), List.of(2, 1));
    assertThat(columns.text(34, List.of(0, 3))).contains("  12 B  ");
    columns.leaveOut(20, List.of(0, 3), List.of(2, 1));
    assertThat(columns.text(20, List.of(0, 3))).isEqualTo("ident…  1234  inter…\n");
    columns.leaveOut(14, List.of(0, 3), List.of(2, 1));
    assertThat(columns.text(14, List.of(0, 3))).isEqualTo("ident…  inter…\n");
  }
}
