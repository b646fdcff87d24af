/**
 * The reading of a session: the bytes of a {@link dev.daybook.replay.SessionSource}, the line at
 * hand of a {@link dev.daybook.replay.LineCursor}, its entry, judged by an
 * {@link dev.daybook.replay.EntryOrder}, and then {@link dev.daybook.replay.Fold},
 * {@link dev.daybook.replay.History} or {@link dev.daybook.replay.Transcript}.
 *
 * <p>A reader has its own source, takes no lock and maps nothing, so it works while a writer
 * appends. It sees the file as long as it was when the reading began, and holds one line at a time,
 * or some pieces of the file where several threads decode.
 */
@NullMarked
package dev.daybook.replay;

import org.jspecify.annotations.NullMarked;
