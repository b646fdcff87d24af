package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Unknown;
import dev.daybook.lab.Lab;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Field names that collide in the parser's table of names, whatever its seed. */
@Tag(Lab.RANDOM)
class CollidingNamesTest {

  private static final int NAMES = 3000;

  /** In the laboratory enough for a table that earlier texts have made large. */
  private static final int COLLIDING = Lab.values(4_000, 20_000, 20_000);

  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);

  @Test
  void areReadLikeOthersAndBreakNothingForThoseThatComeAfter() {
    String colliding = object(colliding());
    for (int i = 0; i < 3; i++) {
      assertThat(input(colliding)).isEqualTo(new Unknown("x", colliding));
      assertThat(entry(colliding)).isEqualTo(new Unknown("x", colliding));
      assertThat(input(object(ordinary()))).isEqualTo(new Unknown("x", object(ordinary())));
      assertThat(entry(object(ordinary()))).isEqualTo(new Unknown("x", object(ordinary())));
    }
  }

  @Test
  void areReadAsTheyWereRecorded() {
    Unknown event = new Unknown("x", object(colliding()));
    new Admission(EventTypes.standard(), 1 << 20).admit(event, null);
    byte[] line = Lines.line(0, event);
    assertThat(decoder.decodeUnproved(line, 0, line.length - 1).event()).isEqualTo(event);
    assertThat(decoder.parse(line, 0, line.length - 1, true).event()).isEqualTo(event);
  }

  private static Object input(String data) {
    byte[] line = ("{\"type\":\"x\",\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8);
    return InputDecoder.decode(line, 0, line.length);
  }

  private Object entry(String data) {
    byte[] line = ("{\"v\":1,\"seq\":0,\"type\":\"x\",\"ts\":\"2026-11-20T23:00:00Z\","
            + "\"session_id\":\"s\",\"data\":"
            + data
            + "}")
        .getBytes(StandardCharsets.UTF_8);
    return decoder.decodeUnproved(line, 0, line.length).event();
  }

  private static String object(Set<String> names) {
    return names.stream()
        .map(name -> "\"" + name + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static Set<String> ordinary() {
    return IntStream.range(0, NAMES).mapToObj(i -> "name" + i).collect(Collectors.toSet());
  }

  /** Eight letters, of which the last four make up for what the first four are in the hash. */
  private static Set<String> colliding() {
    int inverse = 1;
    for (int i = 0; i < 5; i++) {
      inverse *= 2 - 33 * inverse;
    }
    int hash = 33 * quad("abcd") + mixed(quad("aaaa"));
    SplittableRandom random = new SplittableRandom(1);
    Set<String> names = new HashSet<>();
    while (names.size() < COLLIDING) {
      StringBuilder name = new StringBuilder();
      for (int i = 0; i < 4; i++) {
        name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      int last = (hash - mixed(quad(name))) * inverse;
      for (int shift = 24; shift >= 0; shift -= 8) {
        name.append((char) (last >>> shift & 0xff));
      }
      if (name.chars().allMatch(c -> LETTERS.indexOf(c) >= 0)) {
        names.add(name.toString());
      }
    }
    return names;
  }

  private static int quad(CharSequence letters) {
    return letters.chars().limit(4).reduce(0, (quad, c) -> quad << 8 | c);
  }

  private static int mixed(int quad) {
    int mixed = quad + (quad >>> 15);
    return mixed ^ mixed >>> 9;
  }
}
