package dev.daybook.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.core.jmx.RingBufferAdmin;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.apache.logging.log4j.message.MapMessage;

/**
 * Log4j 2 as its manual says it is fastest: all loggers asynchronous, a RandomAccessFile appender
 * that writes at the end of a batch, JsonTemplateLayout without locations and stack traces. It
 * never discards. The messages are made beforehand, and {@code seq} is the layout's counter. The
 * thread that writes waits by sleeping, of which the manual says that it burdens the application's
 * thread least; by default each call takes a lock to wake it. {@code -jvmArgsAppend
 * -Dlog4j2.asyncLoggerWaitStrategy=TIMEOUT} shows the default.
 *
 * <p>With Disruptor 4.0.0, Log4j 2.25.3 and 2.26.1 were seen to lose events when several threads
 * log and the ring, 4096 slots by default, is full. So the ring here has room for all that the
 * benchmark with several threads records; a single thread was not seen to lose any.
 *
 * <p>Its own stop looks for the end of the backlog every 50 ms; so that this is not counted, the
 * sink waits for the empty ring before it stops.
 */
final class Log4j2Sink implements Sink {

  private static final String TEMPLATE = """
      {"v": 1,
       "seq": {"$resolver": "counter"},
       "type": {"$resolver": "map", "key": "type"},
       "ts": {"$resolver": "timestamp", "pattern": {
           "format": "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", "timeZone": "UTC", "locale": "en_US"}},
       "session_id": "%s",
       "data": {"$resolver": "map", "key": "data"}}
      """.formatted(EventMix.SESSION);

  /** Longer strings would be cut. */
  private static final int MAX_CHARS = 1 << 20;

  private static final int RING_SLOTS = 1 << 16;
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  static {
    // read when the first context is made
    System.setProperty("log4j2.asyncLoggerRingBufferSize", Integer.toString(RING_SLOTS));
    System.getProperties().putIfAbsent("log4j2.asyncLoggerWaitStrategy", "SLEEP");
  }

  private final EventMessage[] messages;
  private final Path file;
  private final AsyncLoggerContext context;
  private final Logger logger;

  private Log4j2Sink(EventMessage[] messages, Path folder) {
    this.messages = messages;
    this.file = folder.resolve("lines.ndjson");
    this.context = new AsyncLoggerContext("benchmark");
    context.start(configuration(file));
    this.logger = context.getLogger("benchmark");
  }

  static Opener opener(EventMix mix) {
    List<Map<String, Object>> maps = EventMaps.of(mix);
    EventMessage[] messages = new EventMessage[maps.size()];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = new EventMessage(Map.of("type", mix.type(i), "data", maps.get(i)));
    }
    return folder -> new Log4j2Sink(messages, folder);
  }

  static Configuration configuration(Path file) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    return builder
        .setStatusLevel(Level.ERROR)
        .add(builder
            .newAppender("file", "RandomAccessFile")
            .addAttribute("fileName", file.toString())
            .addAttribute("append", false)
            .addAttribute("immediateFlush", false)
            .add(builder
                .newLayout("JsonTemplateLayout")
                .addAttribute("eventTemplate", TEMPLATE)
                .addAttribute("maxStringLength", MAX_CHARS)
                .addAttribute("locationInfoEnabled", false)
                .addAttribute("stackTraceEnabled", false)))
        // without the word, a configuration made by a program has each call walk its caller's stack
        .add(builder.newRootLogger(Level.INFO, false).add(builder.newAppenderRef("file")))
        .build(false);
  }

  @Override
  public void record(int index) {
    logger.info(messages[index % messages.length]);
  }

  @Override
  public void close() {
    RingBufferAdmin ring = context.createRingBufferAdmin();
    while (ring.getRemainingCapacity() < ring.getBufferSize()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    context.stop(1, TimeUnit.MINUTES);
  }

  @Override
  public void requireComplete(int events) {
    LineFile.requireLines(file, events);
  }

  /** A message that does not change, so that the background thread may format it. */
  @AsynchronouslyFormattable
  private static final class EventMessage extends MapMessage<EventMessage, Object> {
    private static final long serialVersionUID = 1;

    EventMessage(Map<String, Object> fields) {
      super(fields);
    }
  }
}
