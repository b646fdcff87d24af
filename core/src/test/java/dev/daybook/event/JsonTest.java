package dev.daybook.event;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(strings = {"{ }", " { }", "{ }\n", "\r\n\t { } \t\r\n"})
  void whiteSpaceAroundTheValueIsNoPartOfIt(String text) {
    assertThat(new Json(text)).isEqualTo(new Json("{ }"));
    assertThat(new Json(text).text()).isEqualTo("{ }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0{}", "{}\u2028", "\u000b1", "\u00001", "\ufeff{}"})
  void whatIsNoWhiteSpaceInJsonStays(String text) {
    assertThat(new Json(text).text()).isEqualTo(text);
  }

  @Test
  void textOfSeveralLinesLosesTheSpaceBetweenItsTokens() {
    String pretty =
        "{\n  \"a b\" : [ 1.0,\t-2e3 ,\n true , null, \"c \\\" \\\\\" , {} , \"\\n\" ],\r\n"
            + "  \"d\": { \"e\" : \"\u2028 {  \" }\n}";
    assertThat(new Json(pretty).text())
        .isEqualTo("{\"a b\":[1.0,-2e3,true,null,\"c \\\" \\\\\",{},\"\\n\"],"
            + "\"d\":{\"e\":\"\u2028 {  \"}}");
    assertThat(new Json("[1,\r\n2]").text()).isEqualTo("[1,2]");
  }

  /** What is no JSON must not become JSON, or other JSON. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1\n2]",
        "[1\n , 2 3]",
        "tr\nue",
        "1\n2",
        "[-\n1]",
        "\"a\nb\"",
        "[1,\n\"a",
        "\n\"\\"
      })
  void textThatIsNoJsonStaysAsItIs(String text) {
    assertThat(new Json(text).text()).isEqualTo(text.strip());
  }

  @Test
  void isMadeOfJavaValues() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", "q\" b\\ n\n \u0001 \u00e9 \ud83d\ude00 \ud83d x \ude00");
    fields.put("numbers", List.of(1, 2L, 1.5, 0.1f, (short) 3, new BigDecimal("1E+400")));
    fields.put("more", Arrays.asList(true, null, new Json("{ \"a\" : 1 }"), Set.of(), Map.of()));
    assertThat(Json.of(fields).text())
        .isEqualTo(
            "{\"text\":\"q\\\" b\\\\ n\\u000A \\u0001 \u00e9 \ud83d\ude00 \\uD83D x \\uDE00\","
                + "\"numbers\":[1,2,1.5,0.1,3,1E+400],"
                + "\"more\":[true,null,{ \"a\" : 1 },[],{}]}");
    assertThat(Json.of(List.of()).text()).isEqualTo("[]");
    assertThat(Json.of(Map.of())).isEqualTo(Json.EMPTY_OBJECT);
  }

  @Test
  void refusesWhatHasNoJsonForm() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThat(faultOf(() -> Json.of(itself)))
        .hasMessage("the values nest too deep, or contain themselves: maxDepth=1000");
    assertThat(faultOf(() -> Json.of(List.of(Double.NaN))))
        .hasMessage("a number is not finite; JSON has no form for it: class=java.lang.Double");
    assertThat(faultOf(() -> Json.of(List.of(new Object()))))
        .hasMessage("a value has no JSON form: class=java.lang.Object");
    Map<String, Object> noName = new HashMap<>();
    noName.put(null, 1);
    assertThat(faultOf(() -> Json.of(noName))).hasMessage("a key is no string: class=null");
  }

  @Test
  void emptyTextIsLeftForRecordingToRefuse() {
    assertThat(new Json("").text()).isEmpty();
    assertThat(new Json(" \n").text()).isEmpty();
  }
}
