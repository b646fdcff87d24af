package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns that are wider than there is room. */
class TextColumnsTest {

  private static final String RED = "\u001b[31m";
  private static final String RESET = "\u001b[0m";

  @Test
  void aCutTextKeepsItsColoursAndEndsThem() {
    String coloured = RED + "damaged" + RESET + " (copy of a)";
    assertThat(TextColumns.cut(coloured, 12)).isEqualTo(RED + "damaged" + RESET + " (co…");
    assertThat(TextColumns.cut(coloured, 4)).isEqualTo(RED + "dam…" + RESET);
    assertThat(TextColumns.cut(coloured, 19)).isEqualTo(coloured);
    assertThat(TextColumns.cut("plain text", 6)).isEqualTo("plain…");
  }

  @Test
  void columnsThatHaveNoRoomGoInTheirOrder() {
    TextColumns columns = new TextColumns();
    columns.add(List.of("identifier", "1234", "12 B", "interrupted"));
    columns.leaveOut(34, List.of(0, 3), List.of(2, 1));
    assertThat(columns.text(34, List.of(0, 3))).contains("  12 B  ");
    columns.leaveOut(20, List.of(0, 3), List.of(2, 1));
    assertThat(columns.text(20, List.of(0, 3))).isEqualTo("ident…  1234  inter…\n");
    columns.leaveOut(14, List.of(0, 3), List.of(2, 1));
    assertThat(columns.text(14, List.of(0, 3))).isEqualTo("ident…  inter…\n");
  }

  /** However far the next stop is, it is no farther. */
  @Test
  void aTabTakesEightPlacesAtMost() {
    assertThat(WrappedText.lines("\tone two", 16)).containsExactly("\tone two");
    assertThat(WrappedText.lines("\tone two", 14)).containsExactly("\tone", "two");
  }
}
