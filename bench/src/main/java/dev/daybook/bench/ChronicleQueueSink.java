package dev.daybook.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.ValueOut;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.WireOut;
import net.openhft.chronicle.wire.WriteMarshallable;

/**
 * A Chronicle Queue: each producer serialises its own events into the mapped file, one document in
 * binary wire format each, with the same field names. {@code ts} is a number of microseconds, as
 * binary formats have it. There is no JSON, no escaping and no background thread in it, so it is
 * the one peer that does less.
 */
final class ChronicleQueueSink implements Sink {

  private static final long MICROS = 1_000_000;

  private final Document[] documents;
  private final Path folder;
  private final ChronicleQueue queue;
  private final ThreadLocal<ExcerptAppender> appenders;
  private final AtomicLong seq = new AtomicLong();

  private ChronicleQueueSink(Document[] documents, Path folder) {
    this.documents = documents;
    this.folder = folder;
    this.queue = open(folder);
    this.appenders = ThreadLocal.withInitial(queue::createAppender);
  }

  static Opener opener(EventMix mix) {
    List<Map<String, Object>> maps = EventMaps.of(mix);
    Document[] documents = new Document[maps.size()];
    for (int i = 0; i < documents.length; i++) {
      documents[i] = new Document(mix.type(i), Fields.of(maps.get(i)));
    }
    return folder -> new ChronicleQueueSink(documents, folder);
  }

  /** The queue in that folder. */
  static ChronicleQueue open(Path folder) {
    return SingleChronicleQueueBuilder.binary(folder.resolve("queue")).build();
  }

  @Override
  public void record(int index) {
    Document document = documents[index % documents.length];
    Instant now = Instant.now();
    try (DocumentContext context = appenders.get().writingDocument()) {
      Wire wire = context.wire();
      wire.write("v").int8(1);
      wire.write("seq").int64(seq.getAndIncrement());
      wire.write("type").text(document.type);
      wire.write("ts").int64(now.getEpochSecond() * MICROS + now.getNano() / 1000);
      wire.write("session_id").text(EventMix.SESSION);
      wire.write("data").marshallable(document.data);
    }
  }

  @Override
  public void close() {
    queue.close();
  }

  @Override
  public void requireComplete(int events) {
    long documents = 0;
    try (ChronicleQueue closed = open(folder);
        ExcerptTailer tailer = closed.createTailer()) {
      for (boolean more = true; more; ) {
        try (DocumentContext context = tailer.readingDocument()) {
          more = context.isPresent();
          documents += more ? 1 : 0;
        }
      }
    }
    if (documents != events) {
      throw new IllegalStateException(
          "the queue is not complete: events=" + events + ", documents=" + documents);
    }
  }

  private record Document(String type, Fields data) {}

  /** An object's names and values side by side, so that writing it looks up nothing. */
  private record Fields(String[] names, Object[] values) implements WriteMarshallable {

    @SuppressWarnings("unchecked") // an object in JSON has names
    private static Fields of(Map<String, Object> map) {
      Object[] values = map.values().toArray();
      for (int i = 0; i < values.length; i++) {
        if (values[i] instanceof List<?> list) {
          values[i] = list.stream().map(each -> of((Map<String, Object>) each)).toList();
        } else if (values[i] instanceof Map<?, ?> inner) {
          values[i] = of((Map<String, Object>) inner);
        }
      }
      return new Fields(map.keySet().toArray(String[]::new), values);
    }

    @Override
    @SuppressWarnings("unchecked") // lists are of objects, as they were read
    public void writeMarshallable(WireOut wire) {
      for (int i = 0; i < names.length; i++) {
        ValueOut field = wire.write(names[i]);
        if (values[i] instanceof String text) {
          field.text(text);
        } else if (values[i] instanceof Number number) {
          field.int64(number.longValue());
        } else if (values[i] instanceof Boolean flag) {
          field.bool(flag);
        } else if (values[i] instanceof Fields inner) {
          field.marshallable(inner);
        } else {
          field.sequence(
              (List<Fields>) values[i],
              (list, out) -> list.forEach(each -> out.marshallable(each)));
        }
      }
    }
  }
}
