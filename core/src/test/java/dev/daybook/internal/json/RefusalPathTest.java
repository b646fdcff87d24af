package dev.daybook.internal.json;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.Unknown;
import dev.daybook.event.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal says which type, where in its data, and why; it repeats nothing of the data. */
class RefusalPathTest {

  private static final String SECRET = "do-not-show";

  enum Suit {
    HEARTS,
    SPADES
  }

  record Even(String wireName) implements OpenEnum {
    Even {
      if (wireName.length() % 2 == 1) {
        throw new IllegalArgumentException(wireName);
      }
    }
  }

  record Inner(String text, @Nullable Even even, @Nullable Suit suit, List<Long> numbers) {
    Inner {
      if (text.equals(SECRET)) {
        throw new IllegalStateException(text);
      }
    }
  }

  /** Its first component is called as the data itself is, the second begins as the first does. */
  record Hand(
      @Nullable Inner data,
      @Nullable Inner dataMore,
      List<Inner> inners,
      List<List<Suit>> suits,
      List<List<Json>> jsons)
      implements SessionEvent {}

  private final EventTypes types = EventTypes.standard().with(Hand.class);
  private final EntryDecoder decoder = new EntryDecoder(types, true);
  private final Admission admission = new Admission(types, 10_000);

  /** What is refused when it is read, wherever its type stands, and when it is recorded. */
  private DaybookException refusal(String type, String data) {
    DaybookException read = decoding("\"type\":\"" + type + "\",\"data\":" + data);
    DaybookException readLater = decoding("\"data\":" + data + ",\"type\":\"" + type + "\"");
    DaybookException recorded = faultOf(() -> admission.admit(new Unknown(type, data), null));
    assertThat(readLater).hasMessage(read.getMessage());
    assertThat(recorded).hasMessage(read.getMessage());
    assertThat(read.details()).containsEntry("type", type).containsKey("field");
    assertThat(read).hasMessageNotContaining(SECRET).hasNoCause();
    return read;
  }

  private DaybookException decoding(String typeAndData) {
    byte[] line = ("{\"v\":1,\"seq\":0,\"ts\":\"2026-11-20T23:00:00Z\",\"session_id\":\"s\","
            + typeAndData
            + "}")
        .getBytes(StandardCharsets.UTF_8);
    return faultOf(() -> decoder.decode(line, 0, line.length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{};MISSING_FIELD;field=loop_id",
        "{'loop_id':'l'};MISSING_FIELD;field=usage",
        "{'loop_id':'l','usage':{'input':1}};MISSING_FIELD;field=usage.output",
        "{'messages':[{'role':'user'},{'content':[]}]};MISSING_FIELD;field=messages[1].role",
        "{'messages':[{'role':'user','content':[{'type':'text','text':''}]},"
            + "{'role':'user','content':[{'type':'text'}]}]};"
            + "MISSING_FIELD;field=messages[1].content[0].text",
        "{'messages':[{'role':'tool'}]};MISSING_FIELD;field=messages[0].tool_call_id",
      })
  void saysWhichFieldIsMissing(String data, Kind kind, String path) {
    DaybookException fault = refusal("agent_end", data.replace('\'', '"'));
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault).hasMessage("a required field is missing: type=agent_end, " + path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'loop_id':1};field=loop_id, expected=string, found=integer",
        "{'messages':{}};field=messages, expected=array, found=object",
        "{'messages':['do-not-show']};field=messages[0], expected=object, found=string",
        "{'messages':[{'role':'user'},null]};"
            + "field=messages[1], expected=array without nulls, found=null",
        "{'messages':[{'content':{}}]};field=messages[0].content, expected=array, found=object",
        "{'messages':[{'role':7}]};field=messages[0].role, expected=string, found=integer",
        "{'messages':[{'content':[{'type':'text','text':['do-not-show']}]}]};"
            + "field=messages[0].content[0].text, expected=string, found=array",
        "{'messages':[{'tags':[{'abandoned_node_ids':[1,2,'3']}]}]};"
            + "field=messages[0].tags[0].abandoned_node_ids[2], expected=integer, found=string",
        "{'usage':{'cost_usd':'1'}};field=usage.cost_usd, expected=number, found=string",
        "{'usage':[]};field=usage, expected=object, found=array",
      })
  void saysWhatKindOfValueAFieldHasAndShouldHave(String data, String where) {
    DaybookException fault = refusal("agent_end", data.replace('\'', '"'));
    assertThat(fault.kind()).isEqualTo(Kind.WRONG_KIND);
    assertThat(fault).hasMessage("field has the wrong kind of value: type=agent_end, " + where);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "agent_end;{'usage':{'input':-1,'output':0}};a number is too small: type=agent_end,"
            + " field=usage.input, value=-1, least=0",
        "agent_end;{'messages':[{'role':'user','usage':{'input':0,'output':0,'cost_usd':-1}}]};"
            + "a price is negative: type=agent_end, field=messages[0].usage.cost_usd",
        "agent_end;{'usage':{'input':9223372036854775808}};number does not fit a 64-bit integer:"
            + " type=agent_end, field=usage.input",
        "history_compaction;{'range':{'from_seq':5,'to_seq':4}};a number is too small:"
            + " type=history_compaction, field=range.to_seq, value=4, least=5",
        "usage_limit_hit;{'reset_at':'do-not-show'};"
            + "`not a timestamp; give RFC 3339 as in 2026-11-20T23:00:00.123456Z:"
            + " type=usage_limit_hit, field=reset_at`",
        "hand;{'data':{'suit':'do-not-show','text':''}};not one of the values:"
            + " type=hand, field=data.suit, values=[hearts, spades]",
        "hand;{'suits':[[],['hearts','HEARTS']]};not one of the values:"
            + " type=hand, field=suits[1][1], values=[hearts, spades]",
        "hand;{'inners':[{'text':''},{'text':'','even':'odd'}]};the type refuses a value:"
            + " type=hand, field=inners[1].even, refused_by=IllegalArgumentException",
        "hand;{'data':{'text':'do-not-show'}};the type refuses a value:"
            + " type=hand, field=data, refused_by=IllegalStateException",
        "hand;{'data_more':{'text':'','numbers':[1,1e3]}};field has the wrong kind of value:"
            + " type=hand, field=data_more.numbers[1], expected=integer, found=number",
        "hand;{'data':{'data':1}};a required field is missing: type=hand, field=data.text",
        "hand;{'inners':[{'text':'','text':''}]};field stands twice:"
            + " type=hand, field=inners[0].text",
      })
  void saysWhichValueIsRefused(String type, String data, String message) {
    assertThat(refusal(type, data.replace('\'', '"'))).hasMessage(message);
  }

  @Test
  void aRecordedEventIsRefusedByPathToo() {
    Json broken = new Json("{\"a\":" + SECRET);
    AgentMessage message = AgentMessage.user("x");
    AgentMessage hint = new AgentMessage(
        Role.USER, List.of(), null, null, null, null, null, null, null, null, null, null, null,
        null, List.of(), broken, null, null);
    TurnEnd event = new TurnEnd("l", message, Usage.NONE, List.of(message, hint));
    assertThat(faultOf(() -> admission.admit(event, null)))
        .hasMessage(
            "text is not JSON: type=turn_end, field=tool_results[1].provenance_hint, char=5");

    Inner inner = new Inner("x", null, null, List.of());
    Hand hand =
        new Hand(inner, inner, List.of(), List.of(), List.of(List.of(Json.EMPTY_OBJECT, broken)));
    assertThat(faultOf(() -> admission.admit(hand, null)))
        .hasMessage("text is not JSON: type=hand, field=jsons[0][1], char=5");
  }

  @Test
  void aConstantHasOneSpellingAndAnOpenSetAny() {
    String data = "{\"suits\":[[\"spades\"]],\"data\":{\"text\":\"\",\"even\":\"evil\"}}";
    byte[] line = Lines.line(0, new Unknown("hand", data));
    assertThat(decoder.decode(line, 0, line.length - 1).event())
        .isEqualTo(new Hand(
            new Inner("", new Even("evil"), null, List.of()),
            null,
            List.of(),
            List.of(List.of(Suit.SPADES)),
            List.of()));
  }
}
