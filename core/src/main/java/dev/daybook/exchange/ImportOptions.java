package dev.daybook.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The options of an import. Immutable; any thread. */
public final class ImportOptions {

  private static final ImportOptions DEFAULTS = new ImportOptions(List.of(), null, bytes -> {});

  private final List<AgentFormat> formats;
  private final @Nullable AgentFormat format;
  private final LongConsumer onProgress;

  private ImportOptions(
      List<AgentFormat> formats, @Nullable AgentFormat format, LongConsumer onProgress) {
    this.formats = formats;
    this.format = format;
    this.onProgress = onProgress;
  }

  /** Returns the options that recognise the formats of {@link AgentFormats#all} by content. */
  public static ImportOptions defaults() {
    return DEFAULTS;
  }

  /** Returns these options with one more format, which is asked before those of Daybook. */
  public ImportOptions withAlso(AgentFormat more) {
    List<AgentFormat> all = new ArrayList<>();
    all.add(more);
    all.addAll(formats);
    return new ImportOptions(List.copyOf(all), format, onProgress);
  }

  /** Returns these options with the format that files are of, whatever their content. */
  public ImportOptions withFormat(AgentFormat only) {
    return new ImportOptions(formats, only, onProgress);
  }

  /**
   * Returns these options with a consumer that is given the number of bytes read so far, now and
   * then, on the importing thread. What it throws ends the import.
   */
  public ImportOptions withOnProgress(LongConsumer consumer) {
    return new ImportOptions(formats, format, consumer);
  }

  /**
   * Returns the formats to recognise beside those of Daybook, in the order in which they are asked.
   */
  public List<AgentFormat> formats() {
    return formats;
  }

  /** Returns the format that files are of; empty to recognise it. */
  public Optional<AgentFormat> format() {
    return Optional.ofNullable(format);
  }

  /** Returns the consumer of the number of bytes read. */
  public LongConsumer onProgress() {
    return onProgress;
  }
}
