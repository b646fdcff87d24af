package dev.daybook.internal.exchange.cut;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The items of a file that is one JSON object. */
class DocumentCutterTest {

  private final List<String> found = new ArrayList<>();

  private final ItemSink sink = new ItemSink() {
    @Override
    public void item(Item item) {
      found.add(
          item.part() + "@" + item.line() + " " + item.text().strip().replaceAll("\\s+", " "));
    }

    @Override
    public void damaged(Damage damage) {
      found.add(damage.why() + "@" + damage.line() + " " + damage.bytes());
    }
  };

  private List<String> cut(String text, int chunk) {
    found.clear();
    DocumentCutter cutter = new DocumentCutter(sink, "m", 1000);
    byte[] bytes = text.getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += chunk) {
      cutter.take(bytes, from, Math.min(bytes.length, from + chunk));
    }
    cutter.end();
    return List.copyOf(found);
  }

  private void assertCut(String text, String... items) {
    for (int chunk = 1; chunk < 8; chunk++) {
      assertThat(cut(text, chunk)).as("chunk=" + chunk).containsExactly(items);
    }
  }

  @Test
  void elementsAreItemsAndTheOtherFieldsTwoObjects() {
    assertCut(
        "{\"a\":1,\n\"m\":[{\"x\":[1,\"]\"]},\n{\"y\":\"}\\\"\"}, 7 ,\"s,\"],\"b\":{\"m\":[2]}}\n",
        "@1 {\"a\":1, \"m\":[]}",
        "m@2 {\"x\":[1,\"]\"]}",
        "m@3 {\"y\":\"}\\\"\"}",
        "m@3 7",
        "m@3 \"s,\"",
        "@3 { \"b\":{\"m\":[2]}}");
  }

  @Test
  void arrayOfThatNameFurtherInsideIsNone() {
    assertCut(
        "{\"o\":{\"m\":[1]},\"t\":\"m\",\"m\":[2]}",
        "@1 {\"o\":{\"m\":[1]},\"t\":\"m\",\"m\":[]}",
        "m@1 2");
  }

  @Test
  void objectWithoutTheArrayIsOneItem() {
    assertCut("  {\"a\":[1,2]} \n", "@1 {\"a\":[1,2]}");
  }

  @Test
  void cutDocumentGivesItsWholeElements() {
    assertCut("{\"m\":[{\"a\":1},{\"b\":", "@1 {\"m\":[]}", "m@1 {\"a\":1}", "torn_tail@1 5");
    assertCut("{\"m\":[{\"a\":1},", "@1 {\"m\":[]}", "m@1 {\"a\":1}", "torn_tail@1 0");
  }

  @Test
  void elementThatIsTooLongIsPassedOver() {
    assertCut(
        "{\"m\":[\"" + "x".repeat(2000) + "\",{\"a\":1}]}",
        "@1 {\"m\":[]}",
        "too_long@1 2002",
        "m@1 {\"a\":1}");
  }

  @Test
  void textBehindTheObjectIsDamage() {
    assertCut("{\"m\":[]}\nmore", "@1 {\"m\":[]}", "trailing_text@2 4");
  }
}
