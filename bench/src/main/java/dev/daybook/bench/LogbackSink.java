package dev.daybook.bench;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.composite.GlobalCustomFieldsJsonProvider;
import net.logstash.logback.composite.loggingevent.ArgumentsJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventJsonProviders;
import net.logstash.logback.composite.loggingevent.SequenceJsonProvider;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;

/**
 * Logback with an AsyncAppender that never discards, before a FileAppender that does not flush each
 * event, and the logstash encoder with the same fields. The arguments are made beforehand, and
 * {@code seq} is counted by the encoder.
 *
 * <p>{@code ts} has the fast ISO form of the encoder and not a pattern, which would cost it more.
 */
final class LogbackSink implements Sink {

  private static final int QUEUE_SLOTS = 8192;
  private static final long BUFFER_BYTES = 256 << 10;
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final Object[][] arguments;
  private final Path file;
  private final LoggerContext context = new LoggerContext();
  private final AsyncAppender async = new AsyncAppender();
  private final Logger logger;

  private LogbackSink(Object[][] arguments, Path folder) {
    this.arguments = arguments;
    this.file = folder.resolve("lines.ndjson");
    context.setMDCAdapter(new LogbackMDCAdapter());
    async.setContext(context);
    async.setQueueSize(QUEUE_SLOTS);
    async.setDiscardingThreshold(0);
    // as long as it takes
    async.setMaxFlushTime(0);
    async.addAppender(fileAppender());
    async.start();
    this.logger = context.getLogger("benchmark");
    logger.setAdditive(false);
    logger.addAppender(async);
  }

  static Opener opener(EventMix mix) {
    List<Map<String, Object>> maps = EventMaps.of(mix);
    Object[][] arguments = new Object[maps.size()][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = new Object[] {
        StructuredArguments.keyValue("type", mix.type(i)),
        StructuredArguments.keyValue("data", maps.get(i))
      };
    }
    return folder -> new LogbackSink(arguments, folder);
  }

  private FileAppender<ILoggingEvent> fileAppender() {
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setAppend(false);
    appender.setImmediateFlush(false);
    appender.setBufferSize(new FileSize(BUFFER_BYTES));
    appender.setEncoder(encoder());
    appender.start();
    return appender;
  }

  private LoggingEventCompositeJsonEncoder encoder() {
    GlobalCustomFieldsJsonProvider<ILoggingEvent> constants =
        new GlobalCustomFieldsJsonProvider<>();
    constants.setCustomFields("{\"v\":1,\"session_id\":\"" + EventMix.SESSION + "\"}");
    AtomicLong seq = new AtomicLong();
    SequenceJsonProvider counter = new SequenceJsonProvider();
    counter.setFieldName("seq");
    counter.setSequenceProvider(event -> seq.getAndIncrement());
    LoggingEventFormattedTimestampJsonProvider ts =
        new LoggingEventFormattedTimestampJsonProvider();
    ts.setFieldName("ts");
    ts.setTimeZone("UTC");
    ts.setPattern("[ISO_INSTANT]");

    LoggingEventJsonProviders fields = new LoggingEventJsonProviders();
    fields.addProvider(constants);
    fields.addProvider(counter);
    fields.addProvider(ts);
    fields.addProvider(new ArgumentsJsonProvider());
    LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
    encoder.setContext(context);
    encoder.setProviders(fields);
    encoder.start();
    return encoder;
  }

  @Override
  public void record(int index) {
    logger.info("", arguments[index % arguments.length]);
  }

  @Override
  public void close() {
    // what is left in the queue when it stops, it takes out more slowly
    while (async.getNumberOfElementsInQueue() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    context.stop();
  }

  @Override
  public void requireComplete(int events) {
    LineFile.requireLines(file, events);
  }
}
