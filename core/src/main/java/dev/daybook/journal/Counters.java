package dev.daybook.journal;

/**
 * What has become of the events so far, of one session or of all. Each number is exact, but they
 * are read one after another while the journal works.
 *
 * @param recorded events that the journal thread has taken from the ring
 * @param written entries that the kernel has, {@code gap} entries included
 * @param forced entries that a force has covered
 * @param dropped events that {@link Overflow#DROP} let go
 * @param rejected events that were refused: too long, not encodable, ephemeral, after close, while
 *     their session had failed
 * @param failed events that were taken and could not be written because their session had failed
 * @param bytesWritten bytes of the written entries
 * @param writes calls that wrote to a file
 * @param forces calls that forced a file
 */
public record Counters(
    long recorded,
    long written,
    long forced,
    long dropped,
    long rejected,
    long failed,
    long bytesWritten,
    long writes,
    long forces) {}
