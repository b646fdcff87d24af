package dev.daybook.internal.json;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StandardEvent;
import dev.daybook.event.Unknown;
import dev.daybook.event.WireNames;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random events of every type as the lines that a journal writes of them, each with a secret in
 * every text of its data: no error may ever repeat it.
 */
final class RecordedLines {

  static final String SECRET = "do not show";

  /** A line without its line feed, and the entry that it is. */
  record Recorded(Entry entry, byte[] line) {}

  private static final int PER_TYPE = 12;
  private static final int MAX_LINE_BYTES = 1 << 14;

  private final RandomGenerator random;
  private final RandomValues values;
  private final BatchEncoder encoder = Lines.encoder(MAX_LINE_BYTES);

  private RecordedLines(RandomGenerator random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  /** Lines of all standard types and of unknown ones, seq from 0. */
  static List<Recorded> of(RandomGenerator random) {
    return new RecordedLines(random).all();
  }

  private List<Recorded> all() {
    List<Recorded> all = new ArrayList<>();
    for (Class<? extends SessionEvent> type : standardTypes()) {
      for (int i = 0; i < PER_TYPE; i++) {
        all.add(recorded(all.size(), type));
      }
    }
    encoder.close();
    return all;
  }

  private Recorded recorded(long seq, Class<? extends SessionEvent> type) {
    while (true) {
      SessionEvent event = type == Unknown.class
          ? new Unknown("x" + random.nextInt(5), json(values.jsonObject(0)))
          : (SessionEvent) secret(values.record(type));
      String id = random.nextInt(4) == 0 ? "id-" + random.nextInt() : null;
      encoder.clear();
      try {
        Lines.encode(encoder, seq, id, event);
      } catch (DaybookException tooLong) {
        continue;
      }
      byte[] line = Lines.bytes(encoder);
      String name = event instanceof Unknown unknown ? unknown.type() : WireNames.of(type);
      return new Recorded(
          new Entry(seq, Lines.TS, Lines.SESSION_ID, id, name, event),
          Arrays.copyOf(line, line.length - 1));
    }
  }

  /** All types of the vocabulary, and {@link Unknown}. */
  private static List<Class<? extends SessionEvent>> standardTypes() {
    try {
      Path folder = Path.of(
              StandardEvent.class.getResource("StandardEvent.class").toURI())
          .getParent();
      List<Class<? extends SessionEvent>> types = new ArrayList<>(List.of(Unknown.class));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString().replace(".class", "");
          Class<?> type = Class.forName(StandardEvent.class.getPackageName() + "." + name);
          if (type.isRecord()
              && Modifier.isPublic(type.getModifiers())
              && StandardEvent.class.isAssignableFrom(type)) {
            types.add(type.asSubclass(SessionEvent.class));
          }
        }
      }
      return types;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Object secret(Object value) {
    if (value instanceof String text) {
      int at = random.nextInt(text.length() + 1);
      return text.substring(0, at) + SECRET + text.substring(at);
    } else if (value instanceof Json json) {
      return json(json.text());
    } else if (value instanceof List<?> list) {
      return list.stream().map(this::secret).toList();
    } else if (value instanceof Record aRecord && !(value instanceof OpenEnum)) {
      return withSecrets(aRecord);
    }
    return value;
  }

  private static Json json(String text) {
    return new Json("{\"" + SECRET + "\":\"" + SECRET + "\",\"x\":" + text + "}");
  }

  private Object withSecrets(Record owner) {
    RecordComponent[] components = owner.getClass().getRecordComponents();
    @Nullable Object[] parts = new @Nullable Object[components.length];
    try {
      for (int i = 0; i < parts.length; i++) {
        components[i].getAccessor().setAccessible(true);
        Object part = components[i].getAccessor().invoke(owner);
        parts[i] = part == null ? null : secret(part);
      }
      return RecordSchema.of(owner.getClass()).construct(parts);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
