/**
 * The reading of a session: file, {@link dev.daybook.replay.ForwardCursor}, decoder,
 * {@link dev.daybook.replay.Fold}, {@link dev.daybook.replay.History} or
 * {@link dev.daybook.replay.Transcript}.
 *
 * <p>A reader has its own channel, takes no lock and maps nothing, so it works while a writer
 * appends. It sees the file as long as it was when the reading began, and holds one line at a time,
 * or some pieces of the file where several threads decode.
 */
@NullMarked
package dev.daybook.replay;

import org.jspecify.annotations.NullMarked;
