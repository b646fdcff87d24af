package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.Unknown;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any string is a type, as far as the file is concerned. */
class TypeNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"x", "naïve", "日本語", "😀", "a\"b\\c\n\u0000", "\ud83d", "a\udc00b"})
  void everyNameOfATypeComesBack(String name) {
    EventTypes types = EventTypes.standard();
    try (BatchEncoder encoder = new BatchEncoder(types, 4096, 4096)) {
      encoder.encode(BatchEncoder.quoted("s"), 0, 0, 0, null, new Unknown(name, Json.EMPTY_OBJECT));
      ByteBuffer line = encoder.view(0, encoder.position());
      byte[] bytes = new byte[line.remaining()];
      line.get(bytes);
      Entry entry = new EntryDecoder(types, true).decode(bytes, 0, bytes.length - 1);
      assertThat(entry.type()).isEqualTo(name);
    }
  }
}
