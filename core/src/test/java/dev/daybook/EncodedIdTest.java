package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.daybook.DaybookException.Kind;
import dev.daybook.lab.Lab;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that hosts give their conversations, as ids of sessions and back. */
class EncodedIdTest {

  /** What is dangerous in names, beside letters: escapes, dots, cases, forms, halves, devices. */
  private static final List<String> PIECES = List.of(
      "a",
      "b",
      "A",
      "B",
      "0",
      "3",
      "_",
      "__",
      "_3a",
      ":",
      "/",
      "\\",
      ".",
      "-",
      " ",
      "\n",
      "\u0000",
      "e\u0301",
      "\u00e9",
      "\u00c9",
      "\u0131",
      "I",
      "\u017f",
      "\u00df",
      "\u1e9e",
      "\ufb01",
      "\u212b",
      "\u1100",
      "\u1161",
      "\uac00",
      "\u11a8",
      "\u304b",
      "\u3099",
      "\u304c",
      "\u4f1a",
      "\uf900",
      "\ud83d",
      "\ude00",
      "\ud83d\ude00",
      "con",
      "NUL",
      "com1",
      "\u0000",
      "\uffff",
      "\u0661");

  @ParameterizedTest
  @CsvSource({
    "alice:42,alice_3a42",
    "user@example.com,user_40example.com",
    "a.Flow$Inner,a._46low_24_49nner",
    "{550e8400-e29b-41d4-a716-446655440000},_7b550e8400-e29b-41d4-a716-446655440000_7d",
    "sess-1.2,sess-1.2",
    "s_1,s__1",
    "con,_63on",
    "nul.txt,_6eul.txt",
    "x.,x_2e",
    "-x,_2dx",
    "\u4f1a\u8a71 1,\u4f1a\u8a71_201",
    "'',_",
  })
  void hasAForm(String name, String id) {
    assertThat(SessionId.encode(name)).isEqualTo(id);
    assertThat(new SessionId(id).value()).isEqualTo(id);
    assertThat(SessionId.decode(id)).isEqualTo(name);
  }

  @Test
  @Tag(Lab.RANDOM)
  void everyStringHasAnIdOfItsOwn() {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, String> names = new HashMap<>();
    for (int n = 0; n < Lab.values(20_000, 100_000, 1_000_000); n++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        text.append(
            random.nextInt(3) == 0
                ? String.valueOf((char) random.nextInt(0x10000))
                : PIECES.get(random.nextInt(PIECES.size())));
      }
      String name = text.toString();
      String id = SessionId.encode(name);
      assertThat(new SessionId(id).value()).isEqualTo(id);
      assertThat(SessionId.decode(id)).isEqualTo(name);
      // as a file system sees it that knows neither case nor forms
      String seen = Normalizer.normalize(id, Normalizer.Form.NFKC)
          .toUpperCase(Locale.ROOT)
          .toLowerCase(Locale.ROOT);
      String other = names.putIfAbsent(seen, name);
      assertThat(other == null || other.equals(name))
          .as("one file for one name")
          .isTrue();
    }
  }

  /** Beyond the first two planes, in the laboratory alone. */
  @Test
  @Tag(Lab.RANDOM)
  void everyCodePointIsEncodedWhereverItStands() {
    for (int c = 0;
        c <= Lab.values(0x1ffff, Character.MAX_CODE_POINT, Character.MAX_CODE_POINT);
        c++) {
      String letter = Character.toString(c);
      String name = letter + "a" + letter;
      String id = SessionId.encode(name);
      if (!SessionId.decode(id).equals(name) || !new SessionId(id).value().equals(id)) {
        throw new AssertionError("code point " + Integer.toHexString(c));
      }
    }
  }

  @Test
  void refusesANameThatIsTooLong() {
    String longest = "a".repeat(235);
    assertThat(SessionId.encode(longest)).isEqualTo(longest);
    DaybookException fault = faultOf(() -> SessionId.encode("A".repeat(100)));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(fault)
        .hasMessage(
            "the name is too long to be encoded as a session id; give a shorter one, such as"
                + " a hash of it: reason=too_long, maxBytes=235, encodedBytes=300");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "a_",
        "_3",
        "_3A",
        "_61",
        "_c3",
        "_c3_28",
        "_zz",
        "a.",
        "con",
        "\u00e9",
        "-a",
        "_ed_a0_bd_ed_b8_80",
        "_c0_80",
        "_ff",
        "a b",
        "\ud83d",
        "_f4_90_80_80"
      })
  void decodesNothingElse(String id) {
    DaybookException fault = faultOf(() -> SessionId.decode(id));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(fault).hasMessage("the id was not made by SessionId.encode: reason=not_encoded");
  }

  /** Neither is too long to be encoded: the second would be the id of no string that is. */
  @Test
  void decodesNothingThatIsTooLong() {
    for (String id : new String[] {"a".repeat(300), "A".repeat(200)}) {
      assertThat(faultOf(() -> SessionId.decode(id)))
          .hasMessage("the id was not made by SessionId.encode: reason=not_encoded");
    }
  }

  @Test
  void namesWhatIsNull() {
    String none = System.getProperty("daybook.there.is.no.such.property");
    assertThatNullPointerException().isThrownBy(() -> SessionId.encode(none)).withMessage("name");
    assertThatNullPointerException().isThrownBy(() -> SessionId.decode(none)).withMessage("id");
  }

  @Test
  void doesNotRepeatTheName() {
    assertThat(faultOf(() -> SessionId.encode("DO-NOT-SHOW".repeat(20))))
        .hasMessageNotContainingAny("DO", "_44");
  }
}
